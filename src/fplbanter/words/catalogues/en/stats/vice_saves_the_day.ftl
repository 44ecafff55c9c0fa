# Gameweek: `size` is what the vice scored. `player` is the vice, `other` the captain. Span: how often.

vice_saves_the_day-gameweek =
    .mild-1 = { $name } had no captain and no worries: the vice brought { points }.
    .mild-2 = Phew. The captain stayed away, and the vice scored { $size } for { $name }.
    .mild-3 = { $other } never showed, { $player } did: { points } to save the day for { $name }.
    .proper-1 = { $name } lost the captain and found { points } in the vice. Always read the small print.
    .proper-2 = Understudy of the week: { points } from the vice when { $name } needed it.
    .proper-3 = { $player } picked up the armband off the floor and gave { $name } { points }.
    .savage-1 = { $name } captained an empty seat and still got { points } out of it. Infuriating.
    .savage-2 = You feared for { $name } with the captain missing. You hoped, rather. The vice had { points }.

vice_saves_the_day-span =
    .mild-1 = { $name } { was } saved by the vice-captain { times } this { span }.
    .mild-2 = Good deputies: { $name } had the vice save the day { times } this { span }.
    .proper-1 = { $name } pick{ s } a proper number two: day saved { times } this { span }.
    .proper-2 = Plan B worked { times } this { span } for { $name }. Plan A was not at the ground.
    .savage-1 = { $name } { has } been bailed out by the vice { times } this { span }. The rest of you just sank.
    .savage-2 = Planning for disaster pays: { times } this { span } the vice rescued { $name }.
