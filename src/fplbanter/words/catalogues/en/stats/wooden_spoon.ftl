# `value` is the net points of the gameweek; month, season: of the worst one. Fewest, not few.

wooden_spoon-gameweek =
    .mild-1 = { $name } finished last this week with { score }. Somebody has to.
    .mild-2 = Thank you for making up the numbers: { $name }, with { score }.
    .proper-1 = { $name } collected { score } and the spoon. At least one of them is made of wood.
    .proper-2 = Please be upstanding for the wooden spoon: { score }, and it goes to { $name }.
    .proper-3 = Last place was up for grabs, and { $name } wanted it most: { score }.
    .savage-1 = { $name } scored { $value }. There are bus routes with higher numbers.
    .savage-2 = Somewhere an abandoned team beat { score }, and { $name } had all week to think.
    .savage-3 = { $name } picked eleven players for { score }. The other four send their regards.
    .savage-4 = Whatever the plan was, { score } says that { $name } should not patent it.

wooden_spoon-span =
    .mild-1 = { $name } { has } the lowest gameweek of the { span }: { score }.
    .mild-2 = Lowest tide of the { span }: { score }, and { $name } { was } on the beach.
    .proper-1 = { $name } hold{ s } the record that nobody wants this { span }: { score } in one gameweek.
    .proper-2 = Framed on the wall of the { span }: the { score } of { $name }.
    .savage-1 = { $name } made { score } in one gameweek. Let the { span } show that it was tried on purpose.
    .savage-2 = For the worst gameweek of the { span } look no further than { $name }: { score }, all own work.
