"""
MongoDB: what this installation remembers, one file per collection.

Every document is keyed by its season and its natural key ("2026-27:900"), so
saving twice is saving once. Values go in and come out; documents stay here.
Points in time are kept to the millisecond, as BSON does.

Must not: know FPL's API or its names, decide what a value means, or hand out
a list without a limit.

Start reading at `database.py` (the store and its collections), then
`collection.py` (the one place that talks to the driver) and any collection.
"""
