"""
WHAT PROCESSES SHARE, in Valkey: budget, bytes of answers, leases, breakers.

All Lua is here.

Valkey may be gone, frozen, slow, full or empty at any moment. Then every call
raises `ClusterUnavailable` at once, and what protects FPL (budget, breakers)
goes on within each process, never asking FPL for more than all may together.

It must not know FPL's endpoints, what a body means, or how long it is good
for: it keeps bytes and counts slots. It never waits for Valkey longer than a
fifth of a second, and keeps nothing without an end.

Start reading at `connection.py` (the one door to Valkey), then `budget.py`
with `contact.py` (how one limit holds for many processes, also without Valkey).
"""
