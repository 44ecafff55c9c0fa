# `size` is how many gameweeks the captain made two points or fewer.

captain_killer-span =
    .mild-1 = { $name } { has } seen the captain blank in { gameweeks } this { span }.
    .mild-2 = Blank armbands this { span }: { $name } { has } { $size }.
    .mild-3 = Hard luck with the armband, { $name }: it came up empty in { gameweeks }.
    .proper-1 = { $name } hand{ s } over the armband, and the goals stop: { gameweeks } this { span }.
    .proper-2 = The armband of { $name } should carry a warning: blanks in { gameweeks } this { span }.
    .proper-3 = A striker about to go off the boil? { $name } captained it: { gameweeks } of blanks this { span }.
    .savage-1 = { $name } { has } captained a blank in { gameweeks } this { span }. Defenders send flowers.
    .savage-2 = Want to keep a clean sheet? Get { $name } to captain the striker. { gameweeks } of proof.
    .savage-3 = { $name } end{ s } scoring runs for a living: { gameweeks } of blanks this { span }.
