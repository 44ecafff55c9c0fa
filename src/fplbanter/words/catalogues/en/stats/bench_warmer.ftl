# `size` is the points of all who did not count. Month, season: the sum.

bench_warmer-gameweek =
    .mild-1 = { $name } had { points } sitting on the bench. Cosy.
    .mild-2 = A warm bench this week: { points } in total for { $name }.
    .mild-3 = Lovely depth from { $name }: { points }, and all of it in the dugout.
    .proper-1 = { $name } left { points } on the bench. The substitutes are forming a union.
    .proper-2 = Strongest bench in the league: { points }, assembled by { $name }.
    .proper-3 = Wrong side of the touchline: { points } that { $name } owned and did not play.
    .savage-1 = { $name } picked the second-best team of the fifteen: { points } stayed seated.
    .savage-2 = The bench of { $name } had { points }. A five-a-side team would take that.
    .savage-3 = { $name } should play the bench and bench the rest. Evidence: { points }.

bench_warmer-span =
    .mild-1 = { $name } { has } { points } on the bench this { span }. Well insulated.
    .mild-2 = Bench total of the { span }: { points }, kept by { $name }.
    .proper-1 = { $name } run{ s } the best bench of the { span }: { points }, none in use.
    .proper-2 = Every week a few more on the bench: { points } for { $name } this { span }.
    .savage-1 = { $name } treat{ s } the dugout like a pension: { points } paid in this { span }.
    .savage-2 = Squirrels hide less for the winter: { points } on the bench of { $name } this { span }.
