# `size` is the points of a captain whom nobody else captained, not doubled; `player` is he.

maverick_armband-gameweek =
    .mild-1 = { $name } captained somebody nobody else did, who scored { $size }. Good for you.
    .mild-2 = One of a kind: { $name } had a captain all alone, worth { points }.
    .mild-3 = { $player } as captain? Only { $name } did it: { points }.
    .proper-1 = { $name } went solo with the armband and came back with { points }.
    .proper-2 = Not a soul agreed with { $name } on the captain. Then came { points }.
    .proper-3 = Against all polls: { $player } with the armband, { points }, courtesy of { $name }.
    .savage-1 = { $name } ignored the polls and got { points }. The polls have asked for a word.
    .savage-2 = The wisdom of crowds had the week off: { $name } captained alone and made { points }.
    .savage-3 = { $name } captained { $player }, you laughed, { points } happened.

maverick_armband-span =
    .mild-1 = { $name } { has } { points } from captains that nobody else had this { span }.
    .mild-2 = Own way with the armband this { span }: { $name }, for { points }.
    .proper-1 = { $name } walk{ s } alone with the armband, and { points } followed this { span }.
    .proper-2 = No polls, no panic: { $name } made { points } with armbands of one this { span }.
    .savage-1 = { $name } captain{ s } what others only joke about, and collect{ s } { points } this { span }.
    .savage-2 = Polls are for other people: { $name } went alone for { points } this { span }.
