# `percent` of the buys were in one rival's squad the gameweek before; `other` is the rival.

copycat-span =
    .mild-1 = { $name } bought what one rival already had: { percent } of all buys.
    .mild-2 = Great minds and so on: { percent } of the buys of { $name } were in a rival squad first.
    .mild-3 = { $name } seem{ s } fond of the team of { $other }: { percent } of buys were there first.
    .proper-1 = { $name } { has } copied { percent } of buys off one rival. Change a few answers next time.
    .proper-2 = Carbon paper of the { span }: { $name }, with { percent } of buys seen elsewhere a week before.
    .proper-3 = Somebody owes { $other } a scouting fee: { percent } of buys by { $name } came from there.
    .savage-1 = { $name } took { percent } of buys from one rival. The rival might as well have the login.
    .savage-2 = Control C, control V, deadline. { $name } got { percent } of all buys that way.
    .savage-3 = { $name } shop{ s } from one rival with a week of delay: { percent } of buys, none of them news.
