# `size` is how many gameweeks were won.

weekly_wins-span =
    .mild-1 = { $name } { has } won { gameweeks } this { span }. Very tidy.
    .mild-2 = Most gameweeks won this { span }: { $name }, with { $size }.
    .mild-3 = Winning is a habit for { $name }: { gameweeks } this { span }.
    .proper-1 = { $name } { has } taken { gameweeks } this { span }. Leave some for the others.
    .proper-2 = Add another shelf: { $name } { has } won { gameweeks } this { span }.
    .proper-3 = Best of the week, { times } this { span }: { $name }, and it looks deliberate.
    .savage-1 = { $name } { has } won { gameweeks } this { span }. Everybody else got a lovely day out.
    .savage-2 = The rest of the league thanks { $name } for leaving them any. Won so far: { gameweeks }.
    .savage-3 = { $name } collect{ s } gameweeks the way you collect excuses: { $size } this { span }.
