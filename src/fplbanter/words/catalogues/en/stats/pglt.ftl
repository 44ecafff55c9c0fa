# `size` is what one transfer gained from purchase to sale. `player` was bought, `other` sold.

pglt-span =
    .mild-1 = { $name } made the transfer of the { span }: worth { points }.
    .mild-2 = One good transfer lasts: { points } gained from a single move by { $name }.
    .mild-3 = { $name } got { $player } for { $other }. That was worth { points }.
    .proper-1 = { $name } bought once and got { points } for it. Framed, above the fireplace.
    .proper-2 = Best business of the { span }: one move, { points }, { $name } at the desk.
    .proper-3 = { $player } in, { $other } out, { points } up. { $name } saw it before anybody.
    .savage-1 = { $name } made one transfer worth { points }. Some of you made forty worth less.
    .savage-2 = You had the same budget, the same app and the same week. { $name } made { points } of it.
    .savage-3 = { $name } signed { $player } for { points } of profit. You were reading an injury thread.
