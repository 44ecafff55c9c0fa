# `size` is what the armband brought more than the league's did on average. `player` wore it.

captain_swing-gameweek =
    .mild-1 = { $name } gained { points } on the league with the armband.
    .mild-2 = The armband swung it: { points } better than average for { $name }.
    .mild-3 = { $player } as captain put { $name } { points } ahead of the pack.
    .proper-1 = { $name } needed one strip of elastic to go { points } clear of the league.
    .proper-2 = Same gameweek, better captain: { $name } { is } { points } up on the league.
    .proper-3 = One choice, { points } up on everybody else on average: { $name } chose well.
    .savage-1 = { $name } won { points } on the lot of you with the armband. You paid for it, too.
    .savage-2 = Your captains chipped in to make { $name } look good: { points } above average.

captain_swing-span =
    .mild-1 = { $name } { has } gained { points } on the league by captaincy this { span }.
    .mild-2 = Add up the armbands of the { span } and { $name } { is } { points } ahead of the average.
    .proper-1 = { $name } { has } made a living from the armband: { points } on the league this { span }.
    .proper-2 = Captaincy pays this { span }: { points } above the league for { $name }.
    .savage-1 = { $name } { has } outcaptained the league by { points } this { span }. Compare notes, quietly.
    .savage-2 = Every armband you wasted this { span } helped: { $name } { is } { points } clear of average.
