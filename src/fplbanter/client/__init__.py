"""
FOR OTHER PROGRAMS: the typed Python client of FPL Banter's public API.

It knows only what `/docs` says: nothing of the store, the services or FPL.
Start reading at `client.py`.
"""
