# `size` is the points, times who does not own him. Gameweek: `player` the differential.

differential_genius-gameweek =
    .mild-1 = { $name } found one that hardly anybody had. Worth { points }.
    .mild-2 = Nobody saw it coming, apart from { $name }: a differential worth { points }.
    .mild-3 = { $player } was in hardly any squads. { $name } had one of them, and it paid { points }.
    .proper-1 = { $name } went off the map and came back with { points }.
    .proper-2 = While the league bought the same eleven, { $name } banked { points } from a differential.
    .proper-3 = { $player } for { $points }, and the only sound was everybody checking who had it: { $name }.
    .savage-1 = { $name } played the one card that you lot left in the shop. Worth { points }.
    .savage-2 = Take notes, template lovers: { $name } just made { points } out of a player you ignored.
    .savage-3 = { $name } owned { $player }, you did not. That will be { points }, thank you.

differential_genius-span =
    .mild-1 = { $name } { has } made { points } from differentials this { span }. Good scouting.
    .mild-2 = Off the beaten track this { span }, { $name } found { points }.
    .proper-1 = { $name } keep{ s } finding players the rest walk past: { points } this { span }.
    .proper-2 = Homework pays off, one unknown name at a time: { points } for { $name } this { span }.
    .savage-1 = { $name } { has } { points } this { span } from players that you were going to buy next week.
    .savage-2 = Your watchlist is where { $name } shop{ s }: { points } from differentials this { span }.
