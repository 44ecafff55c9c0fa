# `size` is how many gameweeks in first place.

king_of_the_hill-span =
    .mild-1 = { $name } { has } led for { gameweeks } this { span }. Nice view.
    .mild-2 = Looking down from first place: { $name }, after { $size } of the gameweeks this { span }.
    .mild-3 = First place knows the face by now: { $name }, for { gameweeks } this { span }.
    .proper-1 = { $name } pay{ s } rent at the top: { gameweeks } and no notice given.
    .proper-2 = Somebody fetch a throne: { $name }, first for { gameweeks } this { span }.
    .proper-3 = The view from the top, as seen by { $name } for { gameweeks } this { span }: you, lot, small.
    .savage-1 = { $name } stayed first through { gameweeks }. The chasing pack is mostly pack.
    .savage-2 = For { gameweeks } of the { span } you all looked up and saw { $name }.
    .savage-3 = { $name } led for { gameweeks } this { span } and forgot what your usernames look like.
