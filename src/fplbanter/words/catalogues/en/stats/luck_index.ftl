# `size` is what substitutions, cameos and the armband brought that nobody could plan.

luck_index-gameweek =
    .mild-1 = { $name } had { points } of luck this week. Enjoy it.
    .mild-2 = The bounce of the ball gave { $name } { points }.
    .mild-3 = Right place, right time: { points } came the way of { $name } unasked.
    .proper-1 = { $name } picked up { points } that were not on any plan.
    .proper-2 = Subs, cameos, armband: everything fell for { $name }, to the tune of { points }.
    .proper-3 = Somebody check the dice: { points } of fortune for { $name }.
    .savage-1 = { $name } will call it skill. The receipt calls it { points } of luck.
    .savage-2 = Form is temporary, { points } of jam is what { $name } got.

luck_index-span =
    .mild-1 = { $name } { has } had { points } of good fortune this { span }.
    .mild-2 = Luckiest of the { span }: { $name }, with { points } that came by themselves.
    .proper-1 = { $name } { has } found { points } down the back of the sofa this { span }.
    .proper-2 = Should this { span } hold a raffle, skip it: { $name } { has } won { points } already.
    .savage-1 = { $name } { has } { points } of luck this { span } and an explanation for all of it.
    .savage-2 = Take away the luck of this { span } and { $name } hand{ s } back { points }.
