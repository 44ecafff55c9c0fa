"""
JSON for programs, at plain nouns: `/leagues/...`, `/entries/...`.

It shows what the services answer, with paging and freshness the same
everywhere; nothing is worked out here. Start reading at `leagues.py`.
"""
