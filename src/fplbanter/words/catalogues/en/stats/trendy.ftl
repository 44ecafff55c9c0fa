# Gameweek: `value` is what the most bought player scored. `player` is he. Span: how often.

trendy-gameweek =
    .mild-1 = { $name } bought the most bought player of the week. Return: { score }.
    .mild-2 = Everybody had the idea, { $name } included: { score } from the player of the moment.
    .mild-3 = { $player } was all the rage. { $name } joined in for { score }.
    .proper-1 = { $name } jumped on the bandwagon just as the wheel came off: { score }.
    .proper-2 = The bandwagon stopped at { score }. Last on board: { $name }.
    .proper-3 = Everybody and the neighbours bought { $player }. So did { $name }. The reward: { score }.
    .savage-1 = { $name } queued with everybody else for { score }.
    .savage-2 = Hype, price rise, hurried click, { score }. A short story by { $name }.
    .savage-3 = { $name } read that { $player } was essential. Essential for what: { score }?

trendy-span =
    .mild-1 = { $name } bought the fashion of the week { times } this { span }, for next to nothing.
    .mild-2 = Fashion victim of the { span }: { $name }, { times }.
    .proper-1 = { $name } chased the bandwagon { times } this { span } and caught the exhaust.
    .proper-2 = Each trend has a last customer: { $name }, { times } this { span }.
    .savage-1 = { $name } bought at the top { times } this { span }. Somebody has to make the hype look bad.
    .savage-2 = If it is trending, it is about to blank: { $name } proved it { times } this { span }.
