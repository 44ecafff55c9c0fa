# Gameweek: `percent` of the others scored as much or more than this winner. Span: `value` wins too many.

all_play_luck-gameweek =
    .mild-1 = { $name } won the match, though { percent } of the league scored as much or more.
    .mild-2 = The fixture list was kind: { $name } won with a score that { percent } would have matched.
    .mild-3 = Some opponents arrive gift-wrapped: { $name } won and { percent } of the rest did no worse.
    .proper-1 = { $name } picked the right week to face the right rival: { percent } would have coped.
    .proper-2 = A win is a win. Just do not tell the { percent } who scored that much against { $name }.
    .proper-3 = Of all possible opponents { $name } drew the friendly one. { percent } were trouble.
    .savage-1 = { $name } won without { percent } of the league noticing any danger.
    .savage-2 = Frame the fixture list: { percent } of the league had enough for { $name } and met others.

all_play_luck-span =
    .mild-1 = { $name } { has } { wins } more than playing everybody would have given.
    .mild-2 = The fixtures smile on { $name }: { wins } more than the scores deserve this { span }.
    .proper-1 = { $name } { has } had { wins } on the house this { span }.
    .proper-2 = Thank-you card to the fixture list, signed { $name }: { wins } above par this { span }.
    .savage-1 = { $name } { has } { wins } this { span } straight out of a raffle.
    .mild-3 = Lucky draw: the fixtures hand { $name } { wins } extra.
    .proper-3 = { $name } keep{ s } meeting rivals on their day off: { wins } more than earned.
    .savage-2 = All square on merit, { wins } up on fixtures: { $name } should frame the calendar.
    .savage-3 = The computer drew the fixtures, { $name } drew { wins } extra out of them this { span }.
