"""
The pages people open: a league's live table, a manager's season, the front door.

It turns the services' answers into HTML, and errors into a page that says what
is wrong. It must not score, rank, or fetch anything: numbers come from the
product as they are shown. Every page works without JavaScript; the modules in
`static/` only make it move. Start at `router.py`, then `league.py`.
"""

from fplbanter.web.pages.product import Product
from fplbanter.web.pages.refusals import render_problem
from fplbanter.web.pages.router import build_pages

__all__ = ["Product", "build_pages", "render_problem"]
