# `size` is the net points more than the gameweek before.

improver-gameweek =
    .mild-1 = { $name } improved by { points } on last week. Gold star.
    .mild-2 = Much better: { points } more than last week for { $name }.
    .mild-3 = What a difference a week makes: { points }, in the case of { $name }.
    .proper-1 = { $name } found { points } that nobody could find last week.
    .proper-2 = Fresh ideas, fresh legs: { $name } made { points } more than last week.
    .proper-3 = Plus { points } on the week before. Whatever it was, { $name }, do it again.
    .savage-1 = { $name } beat last week by { points }. Last week was not exactly guarding the door.
    .savage-2 = Up { points } on last week, and { $name } will tell you it was all planned.

improver-span =
    .mild-1 = { $name } made the biggest leap of the { span }: { points } more than the week before.
    .mild-2 = Leap of the { span }: { points } up from one week to the next, by { $name }.
    .proper-1 = { $name } once gained { points } within a week. Best leap of the { span }.
    .proper-2 = From worry to glory in seven days: { $name } improved by { points }, most of the { span }.
    .savage-1 = { $name } went up by { points } in a week, having left plenty of room to do so this { span }.
    .savage-2 = No leap of the { span } was bigger than { points }. It helps to start low, say{ s } { $name }.
