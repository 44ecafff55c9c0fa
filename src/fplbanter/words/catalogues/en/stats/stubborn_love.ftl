# `size` is for how many gameweeks in a row; `player` is who was kept though he scores nothing.

stubborn_love-span =
    .mild-1 = { $name } still own{ s } the same blank machine after { gameweeks }.
    .mild-2 = It is not working out, { $name }: { gameweeks } and hardly a point lately.
    .mild-3 = { $name } and { $player }: { gameweeks }, and the spark is gone.
    .proper-1 = { $name } { has } waited { gameweeks } for that player to come good. Any day now.
    .proper-2 = Patience is one word for it: { gameweeks }, and { $name } { has } nothing to show.
    .proper-3 = Somebody show { $name } the transfer button: { gameweeks } with the same passenger.
    .savage-1 = { $name } { has } kept a passenger for { gameweeks }. There is no award for that. Well, this one.
    .savage-2 = At this point it is not a pick, it is furniture: { gameweeks } in the squad of { $name }.
    .savage-3 = { $name } { has } given { $player } { gameweeks }. Statues have been sold for less standing about.
