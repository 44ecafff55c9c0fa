# `size` is what the changes cost against last week's team left alone.

tinkering_ledger-gameweek =
    .mild-1 = { $name } would have had { points } more by leaving last week's team alone.
    .mild-2 = All that tinkering: { $name } finished { points } worse than last week's team.
    .mild-3 = Last week's eleven sends regards: { points } better, say{ s } { $name } through gritted teeth.
    .proper-1 = { $name } fixed what was not broken. Repair bill: { points }.
    .proper-2 = Put the spanner down, { $name }: changing the team cost { points }.
    .proper-3 = A week off would have done it: { points } lost to tinkering by { $name }.
    .savage-1 = { $name } worked all week to be { points } worse off. Effort noted.
    .savage-2 = Forgetting the password would have been worth { points } to { $name }.
    .savage-3 = { $name } improved last week's team by minus { $size }.

tinkering_ledger-span =
    .mild-1 = { $name } { has } tinkered away { points } this { span }.
    .mild-2 = Tinkering bill of the { span }: { points }, addressed to { $name }.
    .proper-1 = { $name } cannot leave it alone: { points } tinkered away this { span }.
    .proper-2 = Hands in pockets would have been worth { points } to { $name } this { span }.
    .savage-1 = { $name } { has } spent this { span } getting { points } in the way of a good team.
    .savage-2 = The app should hide the buttons from { $name }: { points } tinkered away this { span }.
