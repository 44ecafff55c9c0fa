# Two neighbours in the table, `size` points apart (0 or 1). Month, season: how often, `times`.

derby_day-gameweek =
    .mild-1 = { $name } { is } { apart }. Photo finish.
    .mild-2 = Too close to call: { $name } { is } { apart }.
    .mild-3 = Neighbours, and a thin wall: { $name } { is } { apart }.
    .proper-1 = { $name } { is } { apart }. One yellow card and it all kicks off.
    .proper-2 = Derby alert: { $name }, { apart }. Keep them in separate pubs.
    .proper-3 = You could not slide a team sheet between { $name }: { apart }.
    .savage-1 = { $name } { is } { apart }, and each of them can name the bench player who did it.
    .savage-2 = All those transfers, all that agony, and still: { $name } { is } { apart }.

derby_day-span =
    .mild-1 = { $name } { was } in a photo finish { times } this { span }.
    .mild-2 = Elbow to elbow { times }: the { span } keeps seating { $name } next to somebody.
    .proper-1 = { $name } just cannot shake the neighbours off: { times } within a point this { span }.
    .proper-2 = Tight squeeze, { times } this { span }: within a point of somebody, that is { $name }.
    .savage-1 = { $name } had a neighbour within a point { times } this { span } and never moved house.
    .savage-2 = Every { span } needs a tight finish. { $name } needed it { times }, one benching from glory.
