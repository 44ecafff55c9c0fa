# `size` is how many gameweeks in last place.

basement_dweller-span =
    .mild-1 = { $name } spent { gameweeks } in last place this { span }. Quiet down there.
    .mild-2 = Last after { gameweeks } this { span }: { $name } { is } at least consistent.
    .mild-3 = Somebody has to hold the table up: { $name } did so for { gameweeks }.
    .proper-1 = { $name } { has } been last for { gameweeks } this { span }. The post gets delivered there now.
    .proper-2 = Rent is low in the basement: { $name } stayed for { gameweeks } this { span }.
    .proper-3 = For { gameweeks } of the { span } the whole table rested on { $name }.
    .savage-1 = { $name } { has } spent { gameweeks } bottom this { span }, and every single pick was voluntary.
    .savage-2 = Not a bad run, a lease: { gameweeks } in last place, signed weekly by { $name }.
    .savage-3 = { $name } took the table from below: { gameweeks } last this { span }, no sign of a ladder.
