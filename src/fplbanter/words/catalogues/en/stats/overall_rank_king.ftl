# `size` is the best overall rank of the league.

overall_rank_king-gameweek =
    .mild-1 = { $name } lead{ s } our little delegation to the world: { rank }.
    .mild-2 = Highest in the world from this league: { $name }, at { rank }.
    .mild-3 = Best of us out there: { $name }, { rank } in the world.
    .proper-1 = { $name } { is } { rank } in the world. Ask for an autograph while it is free.
    .proper-2 = Out of all of FPL: { $name } at { rank }. The rest of us know somebody famous.
    .proper-3 = World stage, local name: { $name } sit{ s } at { rank }.
    .savage-1 = { $name } { is } { rank } in the world. Your rank needs a comma or two more.
    .savage-2 = Out there millions compete, in here we have { $name } at { rank } and then the rest of you.

overall_rank_king-span =
    .mild-1 = { $name } { has } the best overall rank of the { span }: { rank }.
    .mild-2 = High point of the { span }: { rank } in the world, by { $name }.
    .proper-1 = { $name } reached { rank } in the world. Nobody here got higher this { span }.
    .proper-2 = As high as this league got this { span }: { $name } at { rank }.
    .savage-1 = { $name } made it to { rank } in the world this { span }. You made it to the group chat.
    .savage-2 = Nosebleed of the { span }: { $name } at { rank }, with a good view of you all.
