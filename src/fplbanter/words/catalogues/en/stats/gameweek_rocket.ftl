# `value` is the net points of the gameweek; month, season: of the best one.

gameweek_rocket-gameweek =
    .mild-1 = { $name } won the week with { score }. Nicely done.
    .mild-2 = Top of the gameweek: { $name }, with { score }.
    .mild-3 = A good week at the office: { score }, and nobody had more than { $name }.
    .proper-1 = { $name } took off with { score } and left the rest looking up.
    .proper-2 = Houston, we have a winner: { score } for { $name }.
    .proper-3 = Stick { score } on the wall: the gameweek goes to { $name }.
    .savage-1 = { $name } scored { $value }. The rest of you were there as well, apparently.
    .savage-2 = Everybody else can stop screenshotting their rank: { $name } made { score }.
    .savage-3 = { $name } turned the gameweek into a lap of honour: { score }.

gameweek_rocket-span =
    .mild-1 = { $name } { has } the best gameweek of the { span }: { score }.
    .mild-2 = The week to beat this { span } is { score }, and it belongs to { $name }.
    .proper-1 = { $name } set the bar at { score } this { span }. It is quite a high bar.
    .proper-2 = Best haul of the { span } by anybody here: { score }, signed { $name }.
    .savage-1 = { $name } made { score } in one gameweek of this { span }. Some of you need two.
    .savage-2 = Still nobody has touched the { score } of { $name } this { span }. Do try.
