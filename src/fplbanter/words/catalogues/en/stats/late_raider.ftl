# `percent` of the transfers were made in the last hour.

late_raider-span =
    .mild-1 = { $name } made { percent } of transfers in the last hour. Cutting it fine.
    .mild-2 = Just before the whistle: { percent } of transfers by { $name } came in the final hour.
    .mild-3 = Deadline day is every week for { $name }: { percent } in the last hour.
    .proper-1 = { $name } leave{ s } it late: { percent } of transfers with the kettle already on.
    .proper-2 = The clock says hurry, { $name } say{ s } not yet: { percent } in the last hour.
    .proper-3 = Taxi meter running: { percent } of the transfers of { $name } were last-hour jobs.
    .savage-1 = { $name } had all week and did { percent } of it in the last hour. Homework flashbacks.
    .savage-2 = Planning, by { $name }: a long silence, then { percent } of transfers in an hour.
    .savage-3 = { $name } turn{ s } a seven-day week into one hour: { percent } of transfers, elbows out.
