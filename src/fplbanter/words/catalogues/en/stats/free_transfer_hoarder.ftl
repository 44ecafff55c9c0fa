# `size` is for how many gameweeks in a row with five free transfers.

free_transfer_hoarder-span =
    .mild-1 = { $name } sat on five free transfers for { gameweeks }.
    .mild-2 = Saving for something, { $name }? Five free transfers unused for { gameweeks }.
    .mild-3 = The piggy bank would not close: { $name } let it overflow for { gameweeks }.
    .proper-1 = { $name } kept five free transfers in a jar for { gameweeks }. They do not earn interest.
    .proper-2 = Five to spend, nothing bought: { $name } went window-shopping for { gameweeks }.
    .proper-3 = Squirrel of the { span }: { $name }, { gameweeks } on a full store of transfers.
    .savage-1 = { $name } held five free transfers for { gameweeks }, as if they could be left to the children.
    .savage-2 = The squad needed help, the help was free, and { $name } said no for { gameweeks }.
    .savage-3 = { $name } { has } guarded five transfers for { gameweeks }. From whom is not clear.
