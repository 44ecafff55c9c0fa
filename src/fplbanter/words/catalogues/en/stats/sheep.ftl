# `percent` of the gameweeks with the captain whom most of the league has.

sheep-span =
    .mild-1 = { $name } went with the popular captain in { percent } of gameweeks. Warm in there.
    .mild-2 = Safety first: { percent } of armbands by { $name } were the most popular one.
    .mild-3 = Where most captains go, { $name } go{ es }: { percent } of gameweeks.
    .proper-1 = { $name } followed the crowd with { percent } of armbands. The crowd says hi.
    .proper-2 = Baa. That was { $name } picking the captain, { percent } of the time.
    .proper-3 = Original ideas about the armband, by { $name }: the other side of { percent }.
    .savage-1 = { $name } took the popular captain { percent } of the time. The league could auto-fill it.
    .savage-2 = If the crowd captained a goal post, { $name } would ask which one: { percent } so far.
    .savage-3 = { $name } could hand in the captain poll as a team: { percent } crowd, no added flavour.
