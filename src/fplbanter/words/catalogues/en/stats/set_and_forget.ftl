# `size` is how much better the first squad would have done, left alone.

set_and_forget-span =
    .mild-1 = { $name } would be { points } better off with the very first squad.
    .mild-2 = The first squad knew best: { points } more for { $name } without touching a thing.
    .mild-3 = Turn back the clock and { $name } gain{ s } { points }, no questions asked.
    .proper-1 = { $name } made all those changes to end up { points } worse than doing nothing.
    .proper-2 = Set, forget, gain { points }. { $name } did none of the three.
    .proper-3 = The August team is watching from the sofa, { points } ahead of { $name }.
    .savage-1 = { $name } put in the hours and lost to an abandoned team by { points }.
    .savage-2 = An empty chair would be { points } ahead of { $name }. It has made fewer transfers, too.
    .savage-3 = { $name } { has } worked { points } out of a team that only needed leaving alone.
