# `size` weighs the cards: a yellow one once, a red one three times. `player` is one of the carded.

bought_a_red-gameweek =
    .mild-1 = { $name } bought fresh players and got cards: { cards } to start with.
    .mild-2 = Welcome to the team of { $name }, here is your card. Count: { cards }.
    .mild-3 = { $player } arrived at { $name } and went straight to the referee: { cards }.
    .proper-1 = { $name } went shopping and came home with { cards }.
    .proper-2 = New signing, first impression: { cards }. Thank you for your custom, { $name }.
    .proper-3 = { $name } needed goals, { $player } brought { cards }.
    .savage-1 = { $name } scouted goals, signed fouls: { cards } in the first game.
    .savage-2 = Everyone buys points. Only { $name } bought { cards }.
    .savage-3 = { $player } introduced the new team of { $name } to the referee. Result: { cards }.

bought_a_red-span =
    .mild-1 = { $name } { has } bought { cards } this { span }, one signing at a time.
    .mild-2 = New signings, new bookings: { cards } for { $name } this { span }.
    .proper-1 = { $name } shop{ s } in the referee aisle: { cards } from new signings this { span }.
    .proper-2 = Every debut an event: { cards } for fresh signings of { $name } this { span }.
    .savage-1 = { $name } { has } signed { cards } this { span }. The referees have sent a hamper.
    .savage-2 = The scouting reports of { $name } must list tackles first: { cards } this { span }.
