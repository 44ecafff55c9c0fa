### A number with its unit, for cards and tables, and what it must reach to be told.

## By unit: `value` is the number, `size` the same without its sign.

amount-points = { score }
amount-places = { $value ->
    [one] { $value } place
   *[other] { $value } places
}
amount-gameweeks = { gameweeks }
amount-times = { times }
amount-share = { percent }
amount-transfers = { transfers }
amount-wins = { wins }
amount-rank = { rank }

## What a stat counts otherwise than its unit says.

amount-bought_a_red = { cards }
amount-sold_a_scorer = { returns }
amount-dream_timing = { dreamers }
amount-power_ranking = place { $value } on average
amount-new_leader = first time
amount-bottle_job = { places } lost
amount-on_the_charge = { places } won
amount-comeback_king = { places } won back
amount-weekly_wins = { $size ->
    [one] { $size } gameweek won
   *[other] { $size } gameweeks won
}

## Thresholds: `amount` is the bound with its unit, `share` per cent of the members.

threshold-least = { $amount } or more
threshold-most = { $amount } or less
threshold-bottle_job = { $amount } or more, in a small league { $share }% of its members
threshold-bottle_job-span = { $amount } or more
threshold-chip_flop = { points } below average or worse
threshold-chip_king = { points } above average or better
threshold-tinkering_ledger = { points } lost or more
threshold-set_and_forget = { points } lost or more
threshold-new_leader = never first before in the season
threshold-captain_accuracy = { $amount } or more
threshold-late_raider = { $amount } of transfers or more
threshold-copycat = { $amount } of buys or more
threshold-derby_day-gameweek = level, or { points } apart
threshold-heartbreaker-gameweek = lost by { points } or less
threshold-nail_biter-gameweek = won by { points } or less
threshold-all_play_luck-gameweek = { percent } of the others or more

## What is judged.

period-gameweek = The gameweek
period-gameweek-named = Gameweek { $gameweek }
period-month = The month
period-month-named = { $month }
period-season = The season
period-season-named = The season, up to gameweek { $gameweek }
