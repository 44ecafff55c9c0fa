"""
THE DOORS: REST and pages over HTTP.

A door asks a service, and shows the answer in its own way; it knows no rule of
the game, no query and nothing of FPL. Errors become a status in one place,
`problems.py`.

Start reading at `app.py`.
"""
