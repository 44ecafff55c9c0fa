# `size` is the worst gameweek rank in the world of the league's members.

rock_bottom-gameweek =
    .mild-1 = { $name } brought up the rear this week, on a worldwide scale: { rank }.
    .mild-2 = Deep down there: { $name }, at { rank } for the gameweek.
    .mild-3 = Lowest of us in the world this week: { $name }, at { rank }.
    .proper-1 = { $name } finished the week { rank } in the world. Bring a torch.
    .proper-2 = The search party found { $name } at { rank } for the week.
    .proper-3 = Scroll, scroll, keep scrolling: { $name } { is } at { rank } this week.
    .savage-1 = { $name } came { rank } in the world this week. The rest of the league waves from upstairs.
    .savage-2 = It takes real selecting to get to { rank } in one week, and { $name } got there.
    .savage-3 = { $name } picked a team ranked { rank } for the week. It was not even a dare.

rock_bottom-span =
    .mild-1 = { $name } had the lowest gameweek rank of the { span }: { rank }.
    .mild-2 = Deepest dive of the { span }: { rank }, by { $name }.
    .proper-1 = { $name } hit { rank } in one gameweek this { span }. There is sand in the boots.
    .proper-2 = Divers of the { span }, take note: { $name } touched { rank } in one gameweek.
    .savage-1 = { $name } came { rank } in one gameweek. No shovel this { span } dug further.
    .savage-2 = Where the { span } keeps its worst gameweek rank, { rank }, the sign says { $name }.
