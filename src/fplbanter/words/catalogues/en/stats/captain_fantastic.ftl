# `size` is what the armband brought altogether. Gameweek: `player` wore it.

captain_fantastic-gameweek =
    .mild-1 = { $name } got { points } from the armband. Good call.
    .mild-2 = Armband of the week: { points } for { $name }.
    .mild-3 = { $player } wore the armband for { $name } and brought { points }. Good call.
    .proper-1 = { $name } handed over the armband and got { points } back.
    .proper-2 = That is how you captain: { points }, well chosen by { $name }.
    .proper-3 = { $player } with the armband, { points } in the bank. { $name } called it.
    .savage-1 = { $name } made { points } with one decision. The rest of you made yours as well.
    .savage-2 = Some people agonise over the armband till Saturday. { $name } just took the { points }.
    .savage-3 = { $name } trusted { $player } and took { points }. You scrolled past that name, admit it.

captain_fantastic-span =
    .mild-1 = { $name } made the captaincy of the { span }: { points } from one armband.
    .mild-2 = Best armband of the { span }: { points }, called by { $name }.
    .proper-1 = { $name } got { points } from a single armband. Nobody topped it this { span }.
    .proper-2 = Captain of the { span }, worth { points }. The credit is with { $name }.
    .savage-1 = { $name } took { points } from one armband this { span }. That is some teams by themselves.
    .savage-2 = One armband, { points }, and { $name } will bring it up for the rest of the { span }.
