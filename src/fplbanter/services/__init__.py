"""
WHAT THE PRODUCT DOES: the one application layer.

Every door (`web/`, `cli`) and every job calls these; nobody else joins the
store, the upstream and the rules. Nothing here knows HTTP, HTML or MongoDB's
query language. Services take and return frozen values: the answers are in
`answers/`.

Start reading at `board.py` (what is known right now), then `tables.py`.
"""
