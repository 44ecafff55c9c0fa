# `size` is by how much a gameweek with a chip was above the league's average.

chip_king-gameweek =
    .mild-1 = { $name } played a chip and beat the average by { points }.
    .mild-2 = Perfect week for a chip: { points } above the league for { $name }.
    .mild-3 = That chip was cooked just right: { $name }, { points } over average.
    .proper-1 = { $name } cashed in a chip for { points } more than the rest.
    .proper-2 = All in, all paid: the chip by { $name } came in { points } above average.
    .proper-3 = Chip down, shutters up: { $name } { is } { points } clear of the league.
    .savage-1 = { $name } made { points } on the league with one chip. Yours is getting cold.
    .savage-2 = This is what the chips are for, by the way: { $name }, { points } above the lot of you.

chip_king-span =
    .mild-1 = { $name } played the best chip of the { span }: { points } above average.
    .mild-2 = Chip of the { span }: { $name }, with { points } more than the league.
    .proper-1 = { $name } timed a chip to the minute: { points } over average, tops this { span }.
    .proper-2 = Of all chips this { span } one towers: { points } above average, by { $name }.
    .savage-1 = { $name } won { points } on you with one chip this { span }. Yours went on a Tuesday panic.
    .savage-2 = Keep your chips in the freezer this { span }: { $name } { has } made { points } out of one.
