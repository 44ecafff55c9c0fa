# `size` is the places lost.

bottle_job-gameweek =
    .mild-1 = { $name } slipped { places } this week. It happens on wet grass.
    .mild-2 = Down by { places }: a week for { $name } to file under character building.
    .mild-3 = Somebody had to make room, and { $name } gave up { places }.
    .proper-1 = { $name } dropped { places } in one go. The stairs were right there.
    .proper-2 = Going down: { $name }, by { places }. Doors closing.
    .proper-3 = Gravity had a good gameweek: { $name } fell { places }.
    .savage-1 = { $name } bottled { places } in one week. Recycling is on Thursday.
    .savage-2 = That was not a slide, it was a log flume: { places } down for { $name }.
    .savage-3 = { $name } gave away { places }, and nobody even had to ask nicely.

bottle_job-span =
    .mild-1 = { $name } had the steepest fall of the { span }: { places } in one gameweek.
    .mild-2 = Steepest drop of the { span }: { places }, all of it by { $name }.
    .proper-1 = { $name } lost { places } in a single gameweek. Nobody fell further this { span }.
    .proper-2 = If the { span } had a trapdoor, { $name } found it: { places } in one gameweek.
    .savage-1 = { $name } threw away { places } in one gameweek. No bottle was bigger this { span }.
    .savage-2 = The drop of the { span }, { places } in one go, was chosen pick by pick by { $name }.
