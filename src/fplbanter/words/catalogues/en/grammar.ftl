### Pieces of sentences, for all stats. They use the facts of the sentence they are in.

## Verbs: of one holder, or of several. "{ $name } keep{ s } it", "{ $name } { was } there".

s = { $count ->
    [one] s
   *[other] { "" }
}
es = { $count ->
    [one] es
   *[other] { "" }
}
is = { $count ->
    [one] is
   *[other] are
}
was = { $count ->
    [one] was
   *[other] were
}
has = { $count ->
    [one] has
   *[other] have
}

## How much: of the value without its sign (`size`), or as it is (`value`).

points = { $size ->
    [one] { $size } point
   *[other] { $size } points
}
score = { $value ->
    [one] { $value } point
   *[other] { $value } points
}
places = { $size ->
    [one] { $size } place
   *[other] { $size } places
}
gameweeks = { $size ->
    [one] { $size } gameweek
   *[other] { $size } gameweeks
}
times = { $size ->
    [1] once
    [2] twice
   *[other] { $size } times
}
transfers = { $size ->
    [one] { $size } transfer
   *[other] { $size } transfers
}
wins = { $size ->
    [one] { $size } win
   *[other] { $size } wins
}
rivals = { $size ->
    [one] { $size } rival
   *[other] { $size } rivals
}
# Goals, assists and penalties saved, together.
returns = { $size ->
    [one] { $size } return
   *[other] { $size } returns
}
# A yellow card is one, a red one three.
cards = { $size ->
    [one] { $size } card point
   *[other] { $size } card points
}
dreamers = { $size ->
    [one] { $size } dream team player
   *[other] { $size } dream team players
}
percent = { $percent }%
# A place in the world.
rank = number { $size }
# Two neighbours in the table.
apart = { $size ->
    [0] level on points
    [one] { $size } point apart
   *[other] { $size } points apart
}
# What one player scored himself.
haul = { $points ->
    [one] { $points } point
   *[other] { $points } points
}

## When.

span = { $scope ->
    [month] month
   *[other] season
}

## Who.

somebody = Somebody
nameless = Nameless FC
list-middle = { $first }, { $second }
list-last = { $first } and { $second }
others = { $count ->
    [one] { $count } other
   *[other] { $count } others
}

## Where nothing is known but the holder: such a sentence always fits.

anyway =
    .mild-1 = { $name } { has } this one. Well, well.
    .mild-2 = This one goes to { $name }.
    .proper-1 = { $name } take{ s } it, details to follow in the pub.
    .proper-2 = No prizes for guessing who: { $name }.
    .savage-1 = { $name } { has } it, and nobody is surprised.
    .savage-2 = The receipt speaks for itself, and it says: { $name }.
