"""The client over the real application, and over what is none."""

import socket
from collections.abc import Awaitable, Callable

import httpx2
import pytest

from fplbanter.client.client import BanterClient, Unreachable
from fplbanter.errors import BanterError, NotFound
from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.services.product import Product
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.simulator import Simulator
from fplbanter.web.app import create_app

pytestmark = pytest.mark.anyio

Reply = Callable[[httpx2.Request], httpx2.Response]


@pytest.fixture
def inside(product: Product) -> httpx2.ASGITransport:
    """Reach the application without a socket."""
    return httpx2.ASGITransport(create_app(product, checks={}))


def client(transport: httpx2.AsyncBaseTransport) -> BanterClient:
    return BanterClient("http://banter.test", transport=transport)


class Elsewhere(httpx2.AsyncBaseTransport):
    """A server that is no FPL Banter: it answers everything alike."""

    def __init__(self, status: int, content: bytes) -> None:
        self._answer = status, content

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        status, content = self._answer
        return httpx2.Response(status, content=content, request=request)


async def test_it_reads_a_table_and_its_progress(
    inside: httpx2.ASGITransport, product: Product
) -> None:
    """A page of up to a hundred rows, and how far the league was read."""
    await product.desk.look(LeagueId(902))
    await product.intakes.run(LeagueId(902), Gameweek(7))
    async with client(inside) as banter:
        table = await banter.table(902)
        earlier = await banter.table(902, gameweek=6, limit=1)
        progress = await banter.progress(902)

    assert table.items[0].rank == 1
    assert table.coverage.read == table.coverage.members == 4
    assert table.items[0].captain is not None
    assert (earlier.gameweek, len(earlier.items)) == (6, 1)
    assert progress.members == 4


async def test_it_waits_while_fpl_has_not_answered(
    inside: httpx2.ASGITransport, simulator: Simulator
) -> None:
    """A 202 is no answer: it asks again until the table is there."""
    simulator.faults.add(Fault("leagues-classic/902", "slow", left=1, delay=2.0))
    async with client(inside) as banter:
        assert (await banter.table(902)).total == 4


@pytest.mark.parametrize(
    ("league_id", "error", "words"),
    [
        (77777, NotFound, "FPL knows no league 77777."),
        (909, BanterError, "members only"),
        (0, BanterError, "league_id"),
    ],
)
async def test_a_refusal_comes_in_the_servers_words(
    inside: httpx2.ASGITransport,
    league_id: int,
    error: type[BanterError],
    words: str,
) -> None:
    """What the server says is what a person reads."""
    async with client(inside) as banter:
        with pytest.raises(error, match=words):
            await banter.table(league_id)


async def test_nobody_there_is_unreachable() -> None:
    """A port on which nothing listens; the address is named."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        async with BanterClient(address) as banter:
            with pytest.raises(Unreachable, match=address):
                await banter.table(900)


@pytest.mark.parametrize("content", [b"<h1>It works!</h1>", b"{}", b"[]", b""])
async def test_another_program_is_no_fpl_banter(content: bytes) -> None:
    """Something else on the port is said to be that."""
    async with client(Elsewhere(200, content)) as banter:
        for ask in _questions(banter):
            with pytest.raises(Unreachable, match="is no FPL Banter"):
                await ask()


@pytest.mark.parametrize("content", [b"<h1>Oh no</h1>", b"[1]", b"{}"])
async def test_an_error_without_words_has_its_number(content: bytes) -> None:
    """Another program's error page is not shown."""
    async with client(Elsewhere(502, content)) as banter:
        with pytest.raises(BanterError, match=r"^The server answered 502\.$"):
            await banter.table(900)


@pytest.mark.parametrize("address", ["http://[", "http://h:port", "//", "ftp://x", "x"])
async def test_an_address_that_is_none_is_a_sentence(address: str) -> None:
    """A slip of the pen in `--url` is no traceback."""
    with pytest.raises(Unreachable):
        async with BanterClient(address) as banter:
            await banter.table(900)


def _questions(banter: BanterClient) -> list[Callable[[], Awaitable[object]]]:
    return [lambda: banter.table(900), lambda: banter.progress(900)]
