# Gameweek: `player` is the best one wasted, `size` his points. Month, season: all bench points.

benched_beast-gameweek =
    .mild-1 = { $name } left { points } on the bench. The bench says thank you.
    .mild-2 = A lovely afternoon for somebody on the bench: { points }, and not one counted for { $name }.
    .mild-3 = { $name } gave { $player } the best seat in the house: { points }, all of them watched.
    .proper-1 = { $name } benched { points } in a single player. Bold selection, wrong eleven.
    .proper-2 = Best view of the weekend goes to the bench: { points } that { $name } never used.
    .proper-3 = { $player } scored { $points } from the bench, which was not the plan { $name } had.
    .savage-1 = { $name } looked at { points } waiting to happen and picked somebody else.
    .savage-2 = Imagine owning { points } and using them to keep a seat warm. { $name } managed it.
    .savage-3 = Any eleven out of a hat might have started { $player }. { $name } went another way: { points }, gone.
    .savage-4 = { $name } sat { $player } down and sent out worse. All { points } agree.

benched_beast-span =
    .mild-1 = { $name } { has } collected { points } on the bench this { span }. A fine collection.
    .mild-2 = The comfiest bench of the { span }: { points }, kept warm by { $name }.
    .proper-1 = { $name } keep{ s } the good ones back: { points } on the bench this { span }.
    .proper-2 = Somewhere there is a table for benches, and { $name } lead{ s } it: { points } this { span }.
    .savage-1 = { $name } { has } benched { points } this { span }. The bench would like a proper contract.
    .savage-2 = Twenty-twenty hindsight is free, yet the bench of { $name } still cost { points } this { span }.
