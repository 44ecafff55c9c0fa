### A league's timeline, line by line: what happened, and what it is to the members.
### `before` and `after` are counts: goals, bonus, points for saves.

moment-line = { $head }: { $parts }.
moment-alone = { $head }.
moment-unnamed = Player { $number }

## What happened.

moment-match-started = Kick-off, { $home } v { $away }
moment-match-ended = Full time, { $home } { $score } { $away }
moment-gameweek-settled = Gameweek { $gameweek } is settled, FPL has checked it all
moment-goal = { $after ->
    [1] { $player } scores
    [2] { $player } scores again
    [3] { $player } has a hat-trick
   *[other] { $player } scores goal number { $after }
}
moment-assist = { $after ->
    [1] { $player } sets one up
   *[other] { $player } has { $after } assists now
}
moment-own-goal = { $player } scores an own goal
moment-penalty-saved = { $player } saves a penalty
moment-penalty-missed = { $player } misses a penalty
moment-red-card = { $player } is sent off
moment-yellow-card = { $player } is booked
moment-clean-sheet = { $player } has a clean sheet so far
moment-clean-sheet-lost = The clean sheet of { $player } is gone
moment-goals-conceded = { $player } has conceded another two
moment-saves = { $after ->
    [one] Saves pay off for { $player }, { $after } point so far
   *[other] Saves pay off for { $player }, { $after } points so far
}
moment-defensive-contribution = { $player } reaches the defensive contribution
moment-bonus = { $after ->
    [0] No bonus for { $player } any more
   *[other] Bonus of { $player } goes from { $before } to { $after }
}
moment-appearance = { $after ->
    [1] { $player } is on
   *[other] { $player } has played an hour
}
moment-points = Points of { $player } move
moment-anything = Something has changed
moment-corrected = { $what ->
    [goal] Goals of { $player } corrected from { $before } to { $after }
    [assist] Assists of { $player } corrected from { $before } to { $after }
    [own_goal] Own goals of { $player } corrected from { $before } to { $after }
    [yellow_card] Yellow cards of { $player } corrected from { $before } to { $after }
    [red_card] Red cards of { $player } corrected from { $before } to { $after }
    [bonus] Bonus of { $player } corrected from { $before } to { $after }
    [clean_sheet] { $after ->
        [0] The clean sheet of { $player } is taken back
       *[other] { $player } is given a clean sheet
    }
    [defensive_contribution] { $after ->
        [0] The defensive contribution of { $player } is taken back
       *[other] { $player } is given the defensive contribution
    }
   *[other] Points of { $player } corrected
}
moment-corrected-nobody = { $what ->
    [match_started] { $home } v { $away } has not kicked off after all
    [match_ended] { $home } v { $away } is not over after all
   *[other] FPL has taken something back
}
moment-table = The table moves

## Line-ups: `player` comes on for `other`, or takes the armband.

moment-substitution-certain = { $player } comes on for { $other }
moment-substitution-likely = { $player } is set to come on for { $other }
moment-substitution-pending = { $player } may yet come on for { $other }
moment-substitution-undone = { $player } does not come on for { $other } after all
moment-captain-switched = The armband goes from { $other } to { $player }
moment-captain-switched-new = The armband counts for { $player } now
moment-captain-switched-nobody = The armband of { $other } goes to nobody

## What it is to the members.

moment-owns = owned by { $names }
moment-owns-points = { $count ->
    [1] { $points } to { $names }
    [2] { $points } to { $names }
   *[other] { $points } to { $count }
}
moment-captains = captained by { $names }
moment-captains-points = captained by { $names } ({ $points }{ moment-each })
moment-triples = tripled by { $names }
moment-triples-points = tripled by { $names } ({ $points }{ moment-each })
moment-benches = benched by { $names }
moment-waits = waiting on the bench of { $names }
moment-sold = sold by { $names }
moment-sold-day = sold by { $names } on { moment-day }
moment-changes = for { $names }
moment-changes-points = { $points } for { $names }
moment-nobody = nobody here has { $player }
moment-each = { $count ->
    [one] { "" }
   *[other] { " each" }
}
moment-day = { $day ->
    [monday] Monday
    [tuesday] Tuesday
    [wednesday] Wednesday
    [thursday] Thursday
    [friday] Friday
    [saturday] Saturday
   *[sunday] Sunday
}

## How the table moved.

moment-lead = { $name } takes the lead
moment-up = { $name } up to number { $rank }
moment-down = { $name } down to number { $rank }
moment-moves-left = { $count } more
