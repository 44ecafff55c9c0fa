# `size` counts goals, assists and penalties saved by those sold; `player` is one of them.

sold_a_scorer-gameweek =
    .mild-1 = { $name } sold, and { returns } followed elsewhere. Bon voyage.
    .mild-2 = Parting gifts are nice: { returns } by those that { $name } just sold.
    .mild-3 = { $name } let { $player } go. Those who left came up with { returns }.
    .proper-1 = { $name } sold, they scored: { returns } by players shown the door.
    .proper-2 = Leaving { $name } works wonders for form: { returns } straight after the sale.
    .proper-3 = { $player } waved goodbye to { $name } with goals on the mind: { returns } in all.
    .savage-1 = { $name } sold the goals and kept the blanks: { returns } out of the door.
    .savage-2 = Want { returns } this week? Be sold by { $name }. It never fails.
    .savage-3 = The transfer out button at { $name } comes with a bonus: { returns }, for somebody else.

sold_a_scorer-span =
    .mild-1 = { $name } { has } sold { returns } this { span }, by way of the players.
    .mild-2 = Former players of { $name } are doing fine: { returns } right after leaving this { span }.
    .proper-1 = { $name } { has } let { returns } walk out of the door this { span }.
    .proper-2 = Exit form: { returns } this { span } by players that { $name } had just sold.
    .savage-1 = { $name } run{ s } a finishing school: sold players made { returns } this { span }.
    .savage-2 = Watch the sales of { $name } and buy the lot: { returns } this { span } and counting.
