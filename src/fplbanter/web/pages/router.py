"""Which address shows which page."""

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from fplbanter.clock import Clock
from fplbanter.web.pages.home import HomePages
from fplbanter.web.pages.league import LeaguePages
from fplbanter.web.pages.manager import ManagerPages
from fplbanter.web.pages.product import Product, StatusDesk
from fplbanter.web.pages.refusals import FragmentRoute, PageRoute
from fplbanter.web.pages.static import static_response
from fplbanter.web.pages.status import StatusPage

_READ = ["GET", "HEAD"]


def build_pages(
    product: Product, desk: StatusDesk, *, demo: bool, clock: Clock
) -> APIRouter:
    """Return every page, fragment and static file, outside the API's schema."""
    router = APIRouter(include_in_schema=False)
    router.include_router(_pages(product, desk, demo=demo, clock=clock))
    router.include_router(_fragments(product, clock=clock))
    router.add_api_route("/static/{version}/{name}", _static, methods=_READ)
    router.add_api_route("/favicon.ico", _favicon, methods=_READ)
    return router


def _pages(
    product: Product, desk: StatusDesk, *, demo: bool, clock: Clock
) -> APIRouter:
    home = HomePages(product, demo=demo, clock=clock)
    league = LeaguePages(product, clock)
    manager = ManagerPages(product, clock)
    status = StatusPage(product, desk)
    router = APIRouter(route_class=PageRoute, default_response_class=HTMLResponse)
    router.add_api_route("/", home.front, methods=_READ)
    router.add_api_route("/l", home.go, methods=_READ)
    router.add_api_route("/l/{league_id}", league.page, methods=_READ)
    router.add_api_route("/m/{entry_id}", manager.page, methods=_READ)
    router.add_api_route("/status", status.page, methods=_READ)
    return router


def _fragments(product: Product, *, clock: Clock) -> APIRouter:
    league = LeaguePages(product, clock)
    router = APIRouter(route_class=FragmentRoute, default_response_class=HTMLResponse)
    router.add_api_route("/l/{league_id}/table", league.table, methods=_READ)
    router.add_api_route("/l/{league_id}/progress", league.progress, methods=_READ)
    router.add_api_route(
        "/l/{league_id}/lineup/{entry_id}", league.lineup, methods=_READ
    )
    return router


async def _static(version: str, name: str) -> Response:
    return static_response(version, name)


async def _favicon() -> Response:
    return static_response("", "icon.svg")
