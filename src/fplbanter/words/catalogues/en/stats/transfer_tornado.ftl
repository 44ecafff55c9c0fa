# `size` is the season's transfers, wildcards and free hits left out.

transfer_tornado-span =
    .mild-1 = { $name } { has } made { transfers } this { span }. Busy times.
    .mild-2 = The most transfers of the { span }: { $name }, with { $size }.
    .mild-3 = New faces everywhere: { transfers } by { $name } this { span }.
    .proper-1 = { $name } { has } made { transfers } this { span }. The kit room has given up on names.
    .proper-2 = Revolving door of the { span }: { $name }, { transfers } and still turning.
    .proper-3 = There are loan clubs with less traffic: { $name }, { transfers } this { span }.
    .savage-1 = { $name } { has } made { transfers } this { span }. One more and the app asks for a rest.
    .savage-2 = Loyalty lasts about ninety minutes with { $name }: { transfers } this { span }.
    .savage-3 = { $name } buy{ s } on Tuesday and regret{ s } by Sunday: { transfers } this { span }.
