# `size` is what the worst swap cost. Gameweek: `player` was bought, `other` sold.

grass_is_greener-gameweek =
    .mild-1 = { $name } made a transfer and lost { points } on it. The grass was fine before.
    .mild-2 = The grass was not greener: { points } lost on one transfer by { $name }.
    .mild-3 = { $name } swapped { $other } for { $player }. That was { points } in the wrong direction.
    .proper-1 = { $name } paid { points } to find out what grass tastes like.
    .proper-2 = One in, one out, { points } down: the transfer desk of { $name } is closed for review.
    .proper-3 = { $other } left, { $player } came, and { $name } { is } { points } worse off for it.
    .savage-1 = { $name } spent the week making the team { points } worse.
    .savage-2 = Doing nothing was free and { points } better, so { $name } did something.
    .savage-3 = { $name } sold { $other } for { $player } and lost { points }. No returns without a receipt. This is it.

grass_is_greener-span =
    .mild-1 = { $name } made the worst swap of the { span }: { points } lost.
    .mild-2 = Swap of the { span }, for the other lot: { $name } lost { points } on it.
    .proper-1 = { $name } once traded { points } away in one gameweek. Tops this { span }.
    .proper-2 = If transfers had a small-claims court, { $name } would sue for { points } this { span }.
    .savage-1 = { $name } gave { points } away with one transfer. The finest gift of the { span }.
    .savage-2 = Transfer of the { span }, viewed from the other side: { $name }, minus { points }.
