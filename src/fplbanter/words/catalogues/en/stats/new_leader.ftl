# There is nothing to count: the first time on top.

new_leader-gameweek =
    .mild-1 = { $name } lead{ s } the league for the first time. Enjoy it.
    .mild-2 = New name at the top: { $name }. First time this season.
    .mild-3 = Well, look who is top: { $name }, for the first time.
    .proper-1 = { $name } { has } reached the summit. Oxygen is served on the left.
    .proper-2 = Change the locks: { $name } { is } top of the league for the first time.
    .proper-3 = Somebody take a photo: { $name }, first in the league, first time this season.
    .savage-1 = { $name } { is } top, and the screenshot is already in every other group chat.
    .savage-2 = It took a while, but { $name } { is } finally above you. Yes, all of you.
    .savage-3 = { $name } went top for the first time. Return tickets are on sale.
