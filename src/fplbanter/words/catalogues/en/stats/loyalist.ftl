# `size` is for how many gameweeks in a row; `player` is who was kept.

loyalist-span =
    .mild-1 = { $name } kept the same player for { gameweeks } in a row. Sweet.
    .mild-2 = True love lasts { gameweeks }, at least with { $name }.
    .mild-3 = { $player } and { $name }: { gameweeks } and still together.
    .proper-1 = { $name } stood by one player for { gameweeks } while others swiped left.
    .proper-2 = No clause, no panic: one player stayed with { $name } for { gameweeks }.
    .proper-3 = Testimonial time: { gameweeks } in one squad, hosted by { $name }.
    .savage-1 = { $name } stuck with one player for { gameweeks }. You panic at a yellow flag.
    .savage-2 = Some squads change with the weather. { $name } held firm for { gameweeks }.
    .savage-3 = { $name } kept { $player } for { gameweeks }. You would have sold after one blank.
