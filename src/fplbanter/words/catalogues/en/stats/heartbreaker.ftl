# Gameweek: `size` is by how much the match was lost; `other` is the rival. Span: how often.

heartbreaker-gameweek =
    .mild-1 = { $name } lost by { points }. So close.
    .mild-2 = The width of a post: { $name } lost by { points }.
    .mild-3 = { $other } edged it by { points }. Unlucky, { $name }.
    .proper-1 = { $name } lost by { points }. Any other bench order would do.
    .proper-2 = Tiny margins, long faces: { points } short for { $name }.
    .proper-3 = One substitution, one bonus, one anything: { $name } fell { points } short.
    .savage-1 = { $name } lost by { points } and know{ s } exactly which pick did it.
    .savage-2 = Defeat by { points }: { $name } set it up with care and a wrong eleven.
    .savage-3 = { $name } handed { $other } a win by { points }, gift receipt included.

heartbreaker-span =
    .mild-1 = { $name } lost { times } by a whisker this { span }.
    .mild-2 = Narrow defeats this { span }: { $name } { has } had { $size }.
    .proper-1 = { $name } { has } gone down narrowly { times } this { span }. The post needs repainting.
    .proper-2 = A bonus point here, a sub there: { $name } lost narrowly { times } this { span }.
    .savage-1 = { $name } { has } lost by next to nothing { times } this { span }. It takes careful selecting.
    .savage-2 = Some lose big, { $name } lose{ s } with precision: { times } narrowly this { span }.
