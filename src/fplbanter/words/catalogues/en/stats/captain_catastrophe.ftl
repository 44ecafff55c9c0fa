# `size` is what the armband cost. Gameweek: `player` the best starter, `other` who wore the armband.

captain_catastrophe-gameweek =
    .mild-1 = { $name } lost { points } to the armband. It looked so sensible on Friday.
    .mild-2 = One armband, one small regret: { points } went missing for { $name }.
    .mild-3 = { $player } wanted the armband. { $name } gave it a miss: { points } gone.
    .proper-1 = { $name } handed out the armband and got the bill: { points }.
    .proper-2 = Captaincy is one decision a week, and this one cost { $name } { points }.
    .proper-3 = Same eleven, wrong arm: { $player } had { haul }, { $other } had the armband. Sorry, { $name }.
    .savage-1 = { $name } picked the captain from the wrong end of the team sheet. Cost: { points }.
    .savage-2 = Ten other shirts, any of them an option, and { $name } found the { $size }-point mistake.
    .savage-3 = { $other } wore it, { $player } earned it, and { $name } paid { points } for the confusion.
    .savage-4 = { $name } left the armband with { $other } and { points } with { $player }. Exhibit A.

captain_catastrophe-span =
    .mild-1 = { $name } { has } mislaid { points } on failed captains this { span }.
    .mild-2 = Failed captains add up: { points } for { $name } this { span }.
    .proper-1 = { $name } { has } spent { points } this { span } on captains who never turned up for work.
    .proper-2 = Every dud armband has a price, and over the { span } { $name } paid the most: { points }.
    .savage-1 = { $name } hand{ s } out the armband like a parking fine: { points } down this { span }.
    .savage-2 = Give the armband to a corner flag and save { points }. That is the { span } of { $name } so far.
