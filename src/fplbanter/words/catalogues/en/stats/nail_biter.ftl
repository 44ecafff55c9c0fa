# Gameweek: `size` is by how much the match was won; `other` is the rival. Span: how often.

nail_biter-gameweek =
    .mild-1 = { $name } won by { points }. Breathe out.
    .mild-2 = By a whisker: { $name } won by { points }.
    .mild-3 = { $other } came close, but { $name } held on by { points }.
    .proper-1 = { $name } won by { points } and will call it game management.
    .proper-2 = Fingernails gone, win kept: { $name } by { points }.
    .proper-3 = All it took was { points }: { $name } over the line, shirt untucked.
    .savage-1 = { $name } won by { points }. It counts the same as a hammering, as you will be told.
    .savage-2 = Somebody out there benched { points } too many and made { $name } a winner.
    .savage-3 = { $name } beat { $other } by { points }. Expect it to be retold as a thrashing.

nail_biter-span =
    .mild-1 = { $name } won { times } by a whisker this { span }.
    .mild-2 = Narrow wins this { span }: { $name } { has } had { $size }.
    .proper-1 = { $name } { has } held on { times } this { span }. Nerves like goalposts.
    .proper-2 = Close calls go one way this { span }: { $name } won narrowly { times }.
    .savage-1 = { $name } { has } won narrowly { times } this { span }. Champions do, and so do escape artists.
    .savage-2 = Never in doubt, say{ s } { $name } about winning narrowly { times } this { span }. The replay disagrees.
