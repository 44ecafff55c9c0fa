# `size` is what the tripled player scored himself, the most of all triple captains.

triple_captain_hit-span =
    .mild-1 = { $name } played the best triple captain of the { span }: { points } before tripling.
    .mild-2 = Chip of the { span }: { points }, tripled by { $name }.
    .mild-3 = Three times { $size }: that is how { $name } spent the triple captain.
    .proper-1 = { $name } tripled { points }. Some weeks you just know.
    .proper-2 = Well timed: { points } with a triple armband, and { $name } had the finger on it.
    .proper-3 = Nobody got more from the big armband this { span }: { points } for { $name }, times three.
    .savage-1 = { $name } tripled { points }. Yours is still in the drawer, or worse, it is not.
    .savage-2 = While you waited for a double gameweek, { $name } took { points } times three.
    .savage-3 = { $name } made { points } count three times. Yours counted as well, technically.
