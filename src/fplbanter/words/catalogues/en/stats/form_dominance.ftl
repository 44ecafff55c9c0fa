# `size` is over how many gameweeks back the same one alone is best, all the way.

form_dominance-gameweek =
    .mild-1 = { $name } { is } the form team: best over the last { gameweeks }.
    .mild-2 = Form guide, last { gameweeks }: { $name } first, whichever way you add it up.
    .mild-3 = Look back any distance up to { gameweeks }: { $name } { is } best.
    .proper-1 = { $name } { has } run the show for { gameweeks }. Send help.
    .proper-2 = Purple patch? More of a purple lawn: { $name } { has } been best over { gameweeks }.
    .proper-3 = Nobody else has had a say for { gameweeks }: { $name } { is } on fire.
    .savage-1 = { $name } { has } been better than you for { gameweeks }. Take it up with the fixture list.
    .savage-2 = It stopped being a fluke { gameweeks } ago. { $name } { is } simply better at this just now.

form_dominance-span =
    .mild-1 = { $name } had the longest spell as form team this { span }: { gameweeks }.
    .mild-2 = Longest hot streak of the { span }: { gameweeks }, by { $name }.
    .proper-1 = { $name } ruled the form table for { gameweeks } this { span }.
    .proper-2 = Form table, { span } edition: one long paragraph about { $name }, { gameweeks } of it.
    .savage-1 = { $name } { was } unbeatable over { gameweeks } this { span }. You were there. You helped.
    .savage-2 = All you lot had to do was win once in { gameweeks }. { $name } did not let you this { span }.
