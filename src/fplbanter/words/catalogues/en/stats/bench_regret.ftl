# `size` is what one swap would have brought. Gameweek: `player` sat, `other` played instead.

bench_regret-gameweek =
    .mild-1 = { $name } missed { points } by a single swap.
    .mild-2 = One swap away: { points } more and { $name } had them in the squad all along.
    .mild-3 = { $name } started { $other } with { $player } on the bench. That is { points }.
    .proper-1 = { $name } put the wrong one on the bench and paid { points } for it.
    .proper-2 = One tick, one click, { points }: the swap that { $name } never made.
    .proper-3 = { $other } in, { $player } out, { points } lost. { $name } signed the team sheet.
    .savage-1 = { $name } had one choice to get right and it cost { points }.
    .savage-2 = Somewhere in another universe { $name } swapped two players and got { points }. Not in this one.
    .savage-3 = { $name } looked at { $player }, looked at { $other }, and went { points } the wrong way.

bench_regret-span =
    .mild-1 = { $name } had the costliest swap not made this { span }: { points }.
    .mild-2 = The swap that got away this { span }: { points }, { $name } still think{ s } about it.
    .proper-1 = { $name } { has } the selection headache of the { span }: { points } from one wrong choice.
    .proper-2 = One player for another, { points }: nobody chose worse this { span } than { $name }.
    .savage-1 = { $name } got one pick { points } wrong. The { span } has not seen a better argument for auto-pick.
    .savage-2 = Finest wrong pick of the { span }: one name, { points }, chosen by { $name }.
