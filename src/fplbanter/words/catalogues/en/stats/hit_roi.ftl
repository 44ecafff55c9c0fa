# `size` is what a hit brought, all paid.

hit_roi-gameweek =
    .mild-1 = { $name } took a hit and came out { points } ahead.
    .mild-2 = A hit that paid: { points } to the good for { $name }.
    .mild-3 = Worth it: { $name } got the hit back, and { points } on top.
    .proper-1 = { $name } paid up front and pocketed { points }. That is how it is done.
    .proper-2 = Hits never work, they said. Plus { $size } for { $name }, says the receipt.
    .proper-3 = Speculate to accumulate: { $name } cleared { points } after the hit.
    .savage-1 = { $name } took the hit that you talked yourself out of. Profit: { points }.
    .savage-2 = Somebody always says a hit is money burnt. { $name } made { points } and said nothing.

hit_roi-span =
    .mild-1 = { $name } { is } { points } up on hits this { span }. Well spent.
    .mild-2 = The ledger smiles on { $name }: { points } of profit from hits this { span }.
    .proper-1 = { $name } run{ s } hits at a profit: { points } this { span }. Rare accounting.
    .proper-2 = The house does not always win: { $name } { is } { points } up on hits this { span }.
    .savage-1 = { $name } made { points } out of hits this { span }. Your hits paid for somebody's lunch.
    .savage-2 = Most hits are charity. { $name } turned them into { points } this { span }.
