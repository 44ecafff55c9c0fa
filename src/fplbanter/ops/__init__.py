"""
WATCHING IT: logs, metrics, and the real mongod and Valkey for a single machine.

It must not know what the product does: nothing of leagues, FPL or pages is
imported here, and the product's data is never read or written.

Start reading in `embedded.py`: how two commands on a fresh machine get a real
database. `logs.py` says what a person sees in the terminal, `metrics.py` what
can be measured.
"""
