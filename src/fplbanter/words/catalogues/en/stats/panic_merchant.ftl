# `size` is what was paid for transfers.

panic_merchant-gameweek =
    .mild-1 = { $name } paid { points } for transfers this week. Steady now.
    .mild-2 = A costly click or two: { $name } took a hit of { points }.
    .mild-3 = Deep breath, { $name }: that was { points } on transfers.
    .proper-1 = { $name } hit the button until it cost { points }.
    .proper-2 = Minus { $size } before a ball was kicked. Good evening, { $name }.
    .proper-3 = Panic at the transfer desk: { $name } spent { points } on new faces.
    .savage-1 = { $name } paid { points } to lose more stylishly.
    .savage-2 = Other people start the week on nought. { $name } prefer{ s } minus { $size }.
    .savage-3 = { $name } set fire to { points } on Friday and called it planning.

panic_merchant-span =
    .mild-1 = { $name } { is } { points } lighter this { span }, all of it transfer fees.
    .mild-2 = Price of impatience this { span }: { points }, paid by { $name }.
    .proper-1 = { $name } { has } burnt { points } on hits this { span }. Warm, at least.
    .proper-2 = Somewhere a bookmaker nods: { $name } { has } staked { points } on hits this { span }.
    .savage-1 = { $name } gave away { points } on hits this { span }. That is a whole gameweek for some.
    .savage-2 = Best customer of the { span }: { $name }, { points } spent on second thoughts.
