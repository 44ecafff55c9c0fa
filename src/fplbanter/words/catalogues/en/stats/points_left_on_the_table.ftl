# `size` is what the best armbands would have brought more.

points_left_on_the_table-span =
    .mild-1 = { $name } left { points } on the table with the armband this { span }.
    .mild-2 = With perfect armbands { $name } would have { points } more this { span }. Wouldn't we all.
    .mild-3 = Dinner was served, { points } went cold: { $name } gave the armband elsewhere.
    .proper-1 = { $name } walked past { points } of captaincy this { span }. Somebody clear the table.
    .proper-2 = Lost property, this { span }: { points }, last seen near the armband of { $name }.
    .proper-3 = Right team, wrong armband: it cost { $name } { points } this { span }.
    .savage-1 = { $name } looked at the menu, sent { points } back and tipped the waiter.
    .savage-2 = A pin in the team sheet might have cost less than { points }. { $name } used judgement.
    .savage-3 = { $name } { has } turned down { points } this { span }, one confident armband at a time.
