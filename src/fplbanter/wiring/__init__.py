"""
PUTTING THE PARTS TOGETHER: what runs, on what, and how it stops.

`up` is the product on FPL, or on a recording of it; `demo` the product on the
simulator; `work` only a worker for one that runs. `web` and `live` are the doors
and the reading of a larger installation, whose servers are there already. Each
starts what it needs and stops it again, last started first.

Must not: know a rule, a query or a page; nothing imports it but the commands.
Start reading at `serving.py`, then `parts.py`.
"""

from fplbanter.wiring.live import live
from fplbanter.wiring.looking import stored
from fplbanter.wiring.parts import running_product
from fplbanter.wiring.plan import DEMO, Plan, data_directory, plan_up
from fplbanter.wiring.serving import serve
from fplbanter.wiring.web import serve_beside, web
from fplbanter.wiring.working import work

__all__ = [
    "DEMO",
    "Plan",
    "data_directory",
    "live",
    "plan_up",
    "running_product",
    "serve",
    "serve_beside",
    "stored",
    "web",
    "work",
]
