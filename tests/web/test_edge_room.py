"""What never enters the edge, and how little room the rest takes."""

import pytest
from tests.metered import moved, sample
from tests.web.ready.behind import TABLE, Behind, Front

from fplbanter.web.edge import LIFETIME
from fplbanter.web.ready.asking import SESSION_COOKIE
from fplbanter.web.ready.shelf import LARGEST_PART

PAGE = "/l/900"

pytestmark = pytest.mark.anyio


@pytest.fixture
def behind() -> Behind:
    return Behind()


@pytest.fixture
def front(behind: Behind) -> Front:
    return Front(behind)


# -- what never enters ---------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"set-cookie": "a=b"},
        {"cache-control": "private"},
        {"cache-control": "max-age=3, No-Store"},
        {"vary": "Accept-Encoding, Cookie"},
        {"vary": "*"},
        {"content-encoding": "zstd"},
    ],
)
async def test_an_answer_that_is_not_for_all_is_asked_for_each_time(
    front: Front, behind: Behind, headers: dict[str, str]
) -> None:
    """It goes to who asked, as the app has given it."""
    behind.headers = headers
    for _ in range(2):
        answer = await front.get()
        assert (answer.status, answer.body) == (200, behind.body)
        assert "cache-status" not in answer.headers
    assert behind.asked == 2


@pytest.mark.parametrize("status", [201, 202, 206, 301, 400, 403, 404, 422, 500, 503])
async def test_only_a_200_enters(front: Front, behind: Behind, status: int) -> None:
    """Everything else is asked for each time."""
    behind.status = status
    assert [(await front.get()).status for _ in range(2)] == [status] * 2
    assert behind.asked == 2


@pytest.mark.parametrize(
    ("target", "method", "headers"),
    [
        (TABLE, "POST", {}),
        (TABLE, "OPTIONS", {}),
        (TABLE, "GET", {"authorization": "Bearer x"}),
        (TABLE + "?q=" + "x" * 1_024, "GET", {}),
        (TABLE, "GET", {"accept_encoding": "gzip, " * 100}),
        (TABLE, "GET", {"accept_encoding": "identity;q=0, *;q=0"}),
        (TABLE + "/", "GET", {}),
        ("/leagues/0900/standings", "GET", {}),
        ("/leagues/9%30/standings", "GET", {}),
        ("/leagues/٣/standings", "GET", {}),
        ("/leagues/900/progress", "GET", {}),
        ("/status", "GET", {}),
        ("/metrics", "GET", {}),
        ("//leagues/900/standings", "GET", {}),
        (PAGE, "GET", {"cookie": f"theme=dark; {SESSION_COOKIE}=abc"}),
        (PAGE, "GET", {"accept_language": "en, " * 100}),
    ],
)
async def test_what_passes_by_reaches_the_app_as_it_came(
    front: Front, behind: Behind, target: str, method: str, headers: dict[str, str]
) -> None:
    """Each time, with all its headers, and its answer untouched."""
    for turn in (1, 2):
        answer = await front.get(target, method=method, **headers)
        assert "cache-status" not in answer.headers
        assert behind.asked >= turn
    assert behind.scopes[-1]["method"] == method
    for name, value in headers.items():
        assert behind.header(name.replace("_", "-")) == value


async def test_json_ignores_cookies(front: Front, behind: Behind) -> None:
    """Whoever carries one gets what everybody gets, and the app never sees it."""
    await front.get(cookie=f"{SESSION_COOKIE}=abc")
    assert behind.header("cookie") is None
    await front.get()
    assert behind.asked == 1


async def test_a_page_is_made_without_what_tells_who_asks(
    front: Front, behind: Behind
) -> None:
    """Cookies of others, a made up host, a language beyond those there are."""
    await front.get(
        PAGE,
        cookie="tracker=7",
        host="evil.example",
        referer="x",
        accept_language="xx-XX, en;q=0.5",
        accept="text/html",
    )
    told = {name.decode() for name, _ in behind.scopes[0]["headers"]}
    assert told == {"accept", "accept-encoding", "accept-language", "x-request-id"}
    assert behind.header("accept-language") == "en"
    answer = await front.get(PAGE, accept_language="de")
    assert behind.asked == 1
    assert answer.headers["vary"] == "Accept-Encoding, Accept-Language, Cookie"


# -- room ----------------------------------------------------------------------


async def test_made_up_questions_do_not_take_more_room(behind: Behind) -> None:
    """What was looked at longest ago makes room; what is large does not enter."""
    front, most = Front(behind, max_bytes=200_000), 200_000
    shelf = front.edge._shelf
    with moved("edge_evictions_total", by=200):
        for turn in range(300):
            await front.get(f"{TABLE}?made_up={turn}")
            await front.get(f"{TABLE}?made_up={turn}", accept_encoding="br")
            assert sample("edge_bytes") == shelf.bytes_kept <= most
    assert 1 < len(shelf) < 100
    assert len(shelf.ready) <= 2 * len(shelf)
    asked = behind.asked
    await front.get(f"{TABLE}?made_up=299")
    assert behind.asked == asked
    behind.body = b"x" * (most // LARGEST_PART)
    for _ in range(2):
        await front.get(f"{TABLE}?large")
    assert behind.asked == asked + 2


async def test_what_nobody_reads_any_more_goes(front: Front) -> None:
    """The topics of what has gone are forgotten with it."""
    for league_id in range(1, 40):
        await front.get(f"/leagues/{league_id}")
    shelf = front.edge._shelf
    assert (len(shelf), shelf.topics) == (39, 41)
    front.seconds.now += 2 * LIFETIME
    for _ in range(40):
        await front.get()
        front.seconds.now += 2 * LIFETIME
    assert (len(shelf), shelf.topics, len(shelf.ready)) == (1, 3, 0)
