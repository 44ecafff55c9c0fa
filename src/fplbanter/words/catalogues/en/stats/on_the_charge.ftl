# `size` is the places won.

on_the_charge-gameweek =
    .mild-1 = { $name } climbed { places } this week. Lovely view from there.
    .mild-2 = Going up: { $name }, by { places }.
    .mild-3 = Up by { places } in one go, and { $name } { is } not even out of breath.
    .proper-1 = { $name } went past { rivals } in one gameweek. Mirrors, everybody.
    .proper-2 = Make way, { places } at once: { $name } { is } coming through.
    .proper-3 = Mind your backs: { $name } just jumped { places }.
    .savage-1 = { $name } overtook { rivals } this week. Parts of the traffic were parked.
    .savage-2 = Indicator on, foot down, { places } gained: { $name } never looked back at you.

on_the_charge-span =
    .mild-1 = { $name } made the biggest jump of the { span }: { places } in one gameweek.
    .mild-2 = Biggest climb of the { span }: { places }, by { $name }.
    .proper-1 = { $name } took { places } in a single gameweek. Nobody has climbed harder this { span }.
    .proper-2 = No jump this { span } beats { places } in one gameweek. Hats off to { $name }.
    .savage-1 = { $name } passed { rivals } in one gameweek this { span }. You may have felt the draught.
    .savage-2 = Remember that gust of wind this { span }? It was { $name }, going past { rivals }.
