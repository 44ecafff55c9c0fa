# `size` is the best gameweek rank in the world of the league's members.

world_beater-gameweek =
    .mild-1 = { $name } flew our flag this week: { rank } in the world.
    .mild-2 = A week for the wall: { $name }, { rank } out of all who play this.
    .mild-3 = World class week: { $name } came in at { rank }.
    .proper-1 = { $name } finished the week { rank } in the world. The world has been informed.
    .proper-2 = Millions played, and { $name } came { rank }.
    .proper-3 = Passport ready: { $name } { is } { rank } on the planet for the week.
    .savage-1 = { $name } { was } { rank } in the world this week. You were in the world as well.
    .savage-2 = Out of all of FPL { $name } came { rank }. In here that makes the rest of you scenery.

world_beater-span =
    .mild-1 = { $name } had the best gameweek rank of the { span }: { rank } in the world.
    .mild-2 = Postcard of the { span }: { $name } at { rank } in all of FPL.
    .proper-1 = { $name } needed one gameweek to climb to { rank }. Peak of the { span }.
    .proper-2 = Once this { span } the world looked up: { $name }, { rank } for a gameweek.
    .savage-1 = { $name } { was } { rank } in the world for a week this { span }. Yours has more digits.
    .savage-2 = One gameweek, { rank } in the world: { $name } peaked this { span }, you participated.
