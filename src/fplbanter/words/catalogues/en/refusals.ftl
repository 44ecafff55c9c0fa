### Why nobody holds a stat. `read` of `roster` members were read; `sample` gameweeks are needed.

refusal-nobody = { $side ->
    [fame] Nobody managed this one.
    [shame] Nobody to blame this time.
   *[other] Nobody this time.
}
refusal-missing = { $lacking ->
    [0] What this takes has not been read yet.
   *[other] Not read yet: { $missing }.
}
refusal-thin = Only { $read } of { $roster } members have been read: too few to judge.
refusal-small_league = { $roster ->
    [0] The league is too small: there is nobody to compare with.
    [one] A league of { $roster } is too small: there is nobody to compare with.
   *[other] A league of { $roster } is too small: there is nobody to compare with.
}
refusal-too_early = { $sample ->
    [one] Too early to tell.
   *[other] Too early to tell: this takes { $sample } gameweeks.
}

## What a stat must have read.

need-picks = line-ups
need-result = FPL's results
need-transfers = transfers
need-previous = the gameweek before
need-whole = every gameweek so far
need-kept = the squads from before the gameweek
need-squads = the line-ups of every gameweek
need-events = goals, assists and cards
need-head_to_head = head-to-head matches
need-deadline = the deadline
need-dream_team = the dream team
need-market = FPL's transfer market
