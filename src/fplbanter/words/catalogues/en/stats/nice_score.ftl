# Gameweek: `value` is the funny number itself. Month, season: how often, `times`.

nice_score-gameweek =
    .mild-1 = { $name } scored { $value }. Nice.
    .mild-2 = Exactly { $value }, no more, no less, for { $name }. Nice.
    .mild-3 = Some numbers need no comment: { $value } for { $name }.
    .proper-1 = { $name } landed on { $value }. The group chat takes it from here.
    .proper-2 = Call it fate or call it a late booking: { $name } made exactly { $value }.
    .proper-3 = No trophy for { $value }, just quiet respect for { $name }.
    .savage-1 = { $name } got { $value }. Expect it on a mug by the next deadline.
    .savage-2 = The table does not care about { $value }. Everybody else does. Well played, { $name }.

nice_score-span =
    .mild-1 = { $name } hit the nice number { times } this { span }.
    .mild-2 = Nice, and nice again if need be: { $name }, { times } this { span }.
    .proper-1 = { $name } { has } made the funny number { times } this { span }. Talent or tinkering?
    .proper-2 = Counting what matters this { span }: { $name } { was } nice { times }.
    .savage-1 = { $name } { has } been nice { times } this { span }. Rank is temporary, this is for the memoirs.
    .savage-2 = No cup this { span } for being nice { times }, yet { $name } would not swap.
