### FPL has corrected its data after it was told, and former holders do not hold a stat any more.

# `title` is the stat, `now` who holds it since, `value` what it was held with.
exonerated-shame =
    .mild-1 = { $name } { is } cleared of { $title }. Sorry about that.
    .mild-2 = We take it back: { $title } was not { $name } after all.
    .mild-3 = { $title } has moved house: not { $name }, but { $now }.
    .proper-1 = { $name } leave{ s } the court without a stain: { $title } is struck out.
    .proper-2 = VAR has had a look: { $title } is taken off { $name }.
    .proper-3 = Case reopened, verdict overturned: { $name } out, { $now } in, for { $title }.
    .savage-1 = { $name } { is } innocent of { $title }. Of this one, this time.
    .savage-2 = Apologies in the smallest print we have: { $name } did not earn { $title }.
    .savage-3 = Free to go: { $name }. Please step into the dock for { $title }, { $now }.

exonerated-fame =
    .mild-1 = { $name } no longer hold{ s } { $title }: FPL has corrected its numbers.
    .mild-2 = A correction: { $title } does not go to { $name } after all.
    .mild-3 = Change of hands for { $title }: from { $name } to { $now }.
    .proper-1 = { $name } had { $title } for a while. VAR had other ideas.
    .proper-2 = Hand it back, please: { $title } is not for { $name } any more.
    .proper-3 = The engraver sighs: { $title } says { $now } now, not { $name }.
    .savage-1 = { $name } celebrated { $title } too soon. Offside.
    .savage-2 = Delete the screenshots: { $title } has been taken off { $name }.
    .savage-3 = Lap of honour cancelled for { $name }: { $title } belongs to { $now }.
