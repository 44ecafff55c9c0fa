# `size` is what a hit of two gameweeks ago brought in three, all paid.

hit_roi_in_three-gameweek =
    .mild-1 = { $name } took a hit three gameweeks back. It is { points } up by now.
    .mild-2 = Patience pays: the hit by { $name } is { points } in the black after three gameweeks.
    .mild-3 = Three gameweeks on, the hit has come good: { points } for { $name }.
    .proper-1 = { $name } played the long game with a hit: { points } of profit over three.
    .proper-2 = Remember that hit by { $name }? It would like to report { points }.
    .proper-3 = Slow cooker of a transfer: { $name }, { points } up after three gameweeks.
    .savage-1 = { $name } got mocked for that hit. Three gameweeks and { points } later, go on then.
    .savage-2 = Save the screenshots of doubt: that hit is worth { points } to { $name } today.

hit_roi_in_three-span =
    .mild-1 = { $name } { has } made { points } this { span } from hits given three gameweeks to pay.
    .mild-2 = Given time, hits pay: { points } for { $name } this { span }.
    .proper-1 = { $name } think{ s } in threes: { points } from hits over three gameweeks each this { span }.
    .proper-2 = Long-term investor of the { span }: { $name }, { points } up on hits that took their time.
    .savage-1 = { $name } took { points } from hits this { span } that you laughed at on day one.
    .savage-2 = You judged those hits on Sunday night. { $name } waited: { points } this { span }.
