# `value` is the mean of four places: points, efficiency, all-play, form.

power_ranking-span =
    .mild-1 = { $name } lead{ s } the power ranking: place { $value } on average of four tables.
    .mild-2 = Strongest all round this { span }: { $name }, at an average place of { $value }.
    .mild-3 = Four tables, one name near the top of each: { $name }, { $value } on average.
    .proper-1 = { $name } { is } good whichever way you count: average place { $value }.
    .proper-2 = Points, efficiency, all-play, form: { $name } come{ s } to { $value } on average.
    .proper-3 = However the numbers are cut, { $name } come{ s } out top: { $value }.
    .savage-1 = { $name } { is } the best by four measures, average { $value }. Pick a fifth and try again.
    .savage-2 = Before you blame luck, four tables say { $name }: { $value } on average.
    .savage-3 = { $name } { has } an average place of { $value }. Bring your own spreadsheet, it will agree.
