# `size` is the places between the worst one and a later one.

comeback_king-span =
    .mild-1 = { $name } { has } climbed { places } from the low point of the { span }.
    .mild-2 = From down there to up here: { $name } won back { places } this { span }.
    .mild-3 = Never write off a slow start: { places } won back this { span } by { $name }.
    .proper-1 = { $name } went down, had a think, and came back up { places }.
    .proper-2 = Written off and back again: { places } recovered by { $name } this { span }.
    .proper-3 = Roll the credits music: { $name } { is } up { places } from the very bottom of that dip.
    .savage-1 = { $name } gave the rest a head start of { places } and caught up all the same.
    .savage-2 = You all stopped checking on { $name }. That was { places } ago.
    .savage-3 = { $name } climbed { places } while the rest of you were busy defending a draw.
