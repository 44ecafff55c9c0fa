"""Which address shows which page."""

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute

from fplbanter.clock import Clock
from fplbanter.web.pages.banter import BanterPages
from fplbanter.web.pages.home import HomePages
from fplbanter.web.pages.league import LeaguePages
from fplbanter.web.pages.manager import ManagerPages
from fplbanter.web.pages.product import Product, StatusDesk
from fplbanter.web.pages.refusals import FragmentRoute, PageRoute
from fplbanter.web.pages.static import static_response
from fplbanter.web.pages.status import StatusPage

_READ = ["GET", "HEAD"]


def build_pages(
    product: Product,
    desk: StatusDesk,
    *,
    demo: bool,
    clock: Clock,
    moves: bool = False,
) -> APIRouter:
    """
    Return every page, fragment and static file, outside the API's schema.

    With `moves` the league's page follows the stream.
    """
    router = APIRouter(include_in_schema=False)
    router.include_router(_pages(product, desk, demo=demo, clock=clock, moves=moves))
    router.include_router(_fragments(product, clock=clock))
    router.add_api_route("/static/{version}/{name}", _static, methods=_READ)
    router.add_api_route("/favicon.ico", _favicon, methods=_READ)
    return router


def _pages(
    product: Product, desk: StatusDesk, *, demo: bool, clock: Clock, moves: bool
) -> APIRouter:
    home = HomePages(product, demo=demo, clock=clock)
    league = LeaguePages(product, clock, moves=moves)
    banter = BanterPages(product, clock)
    manager = ManagerPages(product, clock)
    status = StatusPage(product, desk)
    router = _router(PageRoute)
    router.add_api_route("/", home.front, methods=_READ)
    router.add_api_route("/l", home.go, methods=_READ)
    router.add_api_route("/l/{league_id}", league.page, methods=_READ)
    router.add_api_route("/l/{league_id}/banter", banter.page, methods=_READ)
    router.add_api_route("/l/{league_id}/hall", banter.hall, methods=_READ)
    router.add_api_route("/m/{entry_id}", manager.page, methods=_READ)
    router.add_api_route("/status", status.page, methods=_READ)
    return router


def _fragments(product: Product, *, clock: Clock) -> APIRouter:
    league = LeaguePages(product, clock)
    router = _router(FragmentRoute)
    router.add_api_route("/l/{league_id}/table", league.table, methods=_READ)
    router.add_api_route("/l/{league_id}/progress", league.progress, methods=_READ)
    router.add_api_route(
        "/l/{league_id}/lineup/{entry_id}", league.lineup, methods=_READ
    )
    return router


def _router(kind: type[APIRoute]) -> APIRouter:
    # Each route says itself that it is a page: what answers in its place when it
    # is too slow has only the route to go by.
    return APIRouter(
        route_class=kind, default_response_class=HTMLResponse, include_in_schema=False
    )


async def _static(version: str, name: str) -> Response:
    return static_response(version, name)


async def _favicon() -> Response:
    return static_response("", "icon.svg")
