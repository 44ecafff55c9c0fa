# `size` is what the vice had more than the captain. Gameweek: `player` the vice, `other` the captain.

wrong_armband-gameweek =
    .mild-1 = { $name } had the right two, in the wrong order: { points } between them.
    .mild-2 = So close: the vice-captain beat the captain by { points } for { $name }.
    .mild-3 = { $name } made { $player } the vice. { $other } got the armband. { points } apart.
    .proper-1 = { $name } gave the vice the wrong badge: { points } better than the captain.
    .proper-2 = Read the team sheet upside down and { $name } { is } { points } better off.
    .proper-3 = { $player } watched { $other } wear the armband and outscored it by { $points }. { $name } saw it all.
    .savage-1 = { $name } had both names and still picked the one with { points } fewer.
    .savage-2 = A coin would have been right half the time. { $name } chose, and { was } { points } out.
    .savage-3 = The understudy stole the show by { points }, and { $name } had signed off the casting.

wrong_armband-span =
    .mild-1 = { $name } put the talent second: vice over captain by { points }, most of the { span }.
    .mild-2 = Wrong way round of the { span }: { $name }, by { points }.
    .proper-1 = { $name } once wore the armband on the wrong arm. Price, tops this { span }: { points }.
    .proper-2 = Swap two letters and gain { points }: the vice of the { span } belonged to { $name }.
    .savage-1 = { $name } chose between two players this { span } and missed by { points }. There were two.
    .savage-2 = Biggest own goal with a pen this { span }: { $name } had captain and vice { points } apart.
