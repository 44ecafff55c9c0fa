# `size` is how many fresh signings made the dream team. `player` is one of them.

dream_timing-gameweek =
    .mild-1 = { $name } signed { dreamers } just in time.
    .mild-2 = Perfect timing: { $name } bought { dreamers }.
    .mild-3 = { $player } went straight into the dream team. { $name } had only just signed up.
    .proper-1 = { $name } bought on the right day: { dreamers } among the new faces.
    .proper-2 = Fresh out of the wrapper: { dreamers }, unpacked by { $name }.
    .proper-3 = In through the door, straight into the dream team: { $name } signed { dreamers }.
    .savage-1 = { $name } signed { dreamers }. You were waiting for the price to drop.
    .savage-2 = The ink was still wet: { dreamers } for { $name }, a week of regret for you.

dream_timing-span =
    .mild-1 = { $name } get{ s } the dates right: { dreamers } on arrival this { span }.
    .mild-2 = Timing of the { span }: { $name }, with { dreamers } signed in the very week.
    .proper-1 = { $name } buy{ s } the week before you do: { dreamers } this { span }.
    .proper-2 = Crystal ball in good order this { span }: { $name } signed { dreamers }.
    .savage-1 = { $name } got there first: { dreamers } this { span }. You came a week later, as ever.
    .savage-2 = Check what { $name } bought, do it a week sooner: { dreamers } this { span }.
