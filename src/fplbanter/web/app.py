"""The web application: every door on one product."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from fplbanter import __version__
from fplbanter.services.fpl_door import FPLDoor
from fplbanter.services.product import Product
from fplbanter.services.status import Report, StatusDesk
from fplbanter.settings import Network
from fplbanter.web.api_docs import build_docs
from fplbanter.web.deadline import Deadline
from fplbanter.web.gateway.door import GatewayDoor
from fplbanter.web.head import HeadAsGet
from fplbanter.web.openapi import with_examples
from fplbanter.web.pages.router import build_pages
from fplbanter.web.problems import install_problems
from fplbanter.web.ready.answers import EXPOSED
from fplbanter.web.request_id import RequestId
from fplbanter.web.rest import (
    banter,
    entries,
    health,
    leagues,
    metrics,
    refreshes,
    season,
    status,
)
from fplbanter.web.stream import Stream
from fplbanter.web.watching import Watching

DESCRIPTION = """
Live tables of Fantasy Premier League mini-leagues, fresh while matches are on,
and what can be said about them, with proof.

Every answer says `as_of`, `phase` and whether it is `stale`. Lists are paged by
`limit` (20; at most 100) and `skip` or `cursor`. Errors are
`application/problem+json` with a request id.
"""

GZIP_FROM = 1_000
"""Bytes; smaller answers gain nothing."""

Check = Callable[[], Awaitable[object]]
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_app(
    product: Product,
    *,
    checks: Mapping[str, Check],
    demo: bool = False,
    watched: bool = True,
    fpl_door: FPLDoor | None = None,
    trusted: tuple[Network, ...] = (),
    budget: Report | None = None,
    stream: Stream | None = None,
    lifespan: Lifespan | None = None,
) -> FastAPI:
    """
    Build the application on a product.

    `checks` are what `/readyz` asks besides the season; `demo` shows the
    pretend leagues on the front page; `watched` adds `/metrics`,
    `fpl_door` adds `/fpl/`; `trusted` are the proxies whose word is believed.
    `budget` says for `/status` how the budget stands; `stream` adds `/ws` and
    `/events`, and pages that move by them.
    """
    app = FastAPI(
        title="FPL Banter",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        swagger_ui_oauth2_redirect_url=None,
    )
    app.state.product = product
    app.state.checks = checks
    app.state.stream = stream
    desk = app.state.status = _status_desk(product, checks, budget)
    install_problems(app)
    app.add_middleware(Deadline)
    app.add_middleware(GZipMiddleware, minimum_size=GZIP_FROM, compresslevel=4)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "OPTIONS", "POST"],
        expose_headers=EXPOSED,
    )
    if fpl_door is not None:
        app.add_middleware(GatewayDoor, door=fpl_door, trusted=trusted)
    app.add_middleware(HeadAsGet)
    app.add_middleware(Watching, trusted=trusted)
    app.add_middleware(RequestId)
    for door in (leagues, entries, banter, refreshes, season, health, status):
        app.include_router(door.router)
    if watched:
        app.include_router(metrics.router)
    if stream is not None:
        app.router.routes.extend(stream.routes)
    app.include_router(build_docs())
    moves = stream is not None
    app.include_router(
        build_pages(product, desk, demo=demo, clock=product.clock, moves=moves)
    )
    with_examples(app)
    return app


def _status_desk(
    product: Product, checks: Mapping[str, Check], budget: Report | None
) -> StatusDesk:
    return StatusDesk(
        product.outages,
        product.board,
        product.season_reader,
        product.clock,
        checks,
        budget,
    )
