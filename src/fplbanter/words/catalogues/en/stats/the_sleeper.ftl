# `size` is how many gameweeks in a row without any transfer.

the_sleeper-span =
    .mild-1 = { $name } made no transfer for { gameweeks }. Do not disturb.
    .mild-2 = Quiet on the market: no transfers by { $name } for { gameweeks }.
    .mild-3 = Shh. { $name } { has } not touched the team for { gameweeks } in a row.
    .proper-1 = { $name } went { gameweeks } without a transfer. The password reset is on the login page.
    .proper-2 = The transfer market has a chair with dust on it: { $name }, { gameweeks } away.
    .proper-3 = Even hedgehogs check in sooner: { $name } went { gameweeks } without a transfer.
    .savage-1 = { $name } left the team alone for { gameweeks }. The players have elected a caretaker.
    .savage-2 = Somebody poke the app: nothing from { $name } for { gameweeks } in a row.
    .savage-3 = { $name } skipped { gameweeks } of deadlines. Even the reminders gave up.
