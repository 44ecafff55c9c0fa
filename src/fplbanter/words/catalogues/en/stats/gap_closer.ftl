# `size` is the points made good on the leader.

gap_closer-gameweek =
    .mild-1 = { $name } took { points } off the gap to the top.
    .mild-2 = The gap is shrinking: { $name } got { points } nearer to first place.
    .mild-3 = That is { points } less to worry about for { $name } on the way to the top.
    .proper-1 = { $name } { is } { points } closer to the leader. Objects in the mirror, and so on.
    .proper-2 = Reeling it in: { points } made good on first place by { $name }.
    .proper-3 = Hear that? It is { $name }, { points } nearer to the leader than last week.
    .savage-1 = { $name } ate { points } of the lead. Whoever is top may start sweating now.
    .savage-2 = The lead was comfortable, then { $name } took { points } out of it. Sleep well up there.

gap_closer-span =
    .mild-1 = { $name } took the biggest bite out of the lead this { span }: { points } in a gameweek.
    .mild-2 = Catching up in one go: { points }, and no gameweek of the { span } did more for { $name }.
    .proper-1 = { $name } won back { points } on the top in one gameweek. Nobody did more this { span }.
    .proper-2 = Chase of the { span }: { $name }, { points } nearer to first place in a single gameweek.
    .savage-1 = { $name } cut the gap by { points } in one gameweek. The lead never felt smaller this { span }.
    .savage-2 = Top spot lost { points } to { $name } in one gameweek this { span }. Comfortable, was it?
