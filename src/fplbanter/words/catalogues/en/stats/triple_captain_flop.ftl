# `size` is what the tripled player scored himself, the least of all triple captains; it may be a lot.

triple_captain_flop-span =
    .mild-1 = { $name } had the quietest triple captain of the { span }: { points } before tripling.
    .mild-2 = Three times { $size }: the smallest triple captain of the { span } went to { $name }.
    .mild-3 = Of all the weeks to triple, { $name } got the one with { points }.
    .proper-1 = { $name } tripled { points }. The sums did not take long.
    .proper-2 = Chip played, { points } tripled: nobody got less out of it this { span } than { $name }.
    .proper-3 = It says triple on the chip, and { $name } found { points } to go with it.
    .savage-1 = { $name } saved a chip for the big moment. The moment was { points }.
    .savage-2 = Months of planning, three times the reward, { points } to multiply. Over to you, { $name }.
    .savage-3 = { $name } spent the triple captain on { points }. The receipt is in the bin.
