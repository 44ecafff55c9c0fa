# `percent` of the gameweeks the armband was on the best of the eleven.

captain_accuracy-span =
    .mild-1 = { $name } put the armband on the best one in { percent } of gameweeks.
    .mild-2 = Right armband in { percent } of gameweeks: well judged, { $name }.
    .mild-3 = A good eye: { $name } had the top scorer as captain { percent } of the time.
    .proper-1 = { $name } call{ s } the captain right { percent } of the time. Ask before the deadline.
    .proper-2 = Not guesswork: { $name } found the best captain in { percent } of gameweeks.
    .proper-3 = Bullseye rate with the armband this { span }: { percent }, thrown by { $name }.
    .savage-1 = { $name } { is } right about the captain { percent } of the time. You have met your own number.
    .savage-2 = The polls exist for those who cannot ask { $name }: { percent } right with the armband.
    .savage-3 = { $name } pick{ s } the right captain in { percent } of gameweeks. Some of you poll strangers.
