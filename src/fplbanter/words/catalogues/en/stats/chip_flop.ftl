# `size` is by how much a gameweek with a chip was below the league's average.

chip_flop-gameweek =
    .mild-1 = { $name } played a chip and finished { points } below average.
    .mild-2 = Chips are best served hot: { $name } came in { points } under the league.
    .mild-3 = A chip week to forget: { points } below average for { $name }.
    .proper-1 = { $name } used a chip to get { points } fewer than everybody else.
    .proper-2 = That chip came without salt: { points } below the league, { $name }.
    .proper-3 = Soggy in the middle: the chip by { $name } ended { points } under average.
    .savage-1 = { $name } spent a chip on being { points } worse than people who did nothing.
    .savage-2 = Months in the fridge, { points } under average: the chip of { $name } had gone off.
    .savage-3 = { $name } played a chip the way others play a joker by mistake: { points } below average.

chip_flop-span =
    .mild-1 = { $name } had the weakest chip of the { span }: { points } below average.
    .mild-2 = Coldest chip of the { span }: { $name }, { points } under the league.
    .proper-1 = { $name } turned a chip into a handicap: { points } under everybody else.
    .proper-2 = No chip this { span } fell flatter: { $name }, { points } under average.
    .savage-1 = { $name } wasted a chip by { points }. The { span } has lowered its flag.
    .savage-2 = Seagulls would have left this one: { points } under average, { $name } at the fryer.
