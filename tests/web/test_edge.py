"""The edge over an application that counts who gets through to it."""

import asyncio
import gzip

import brotli  # type: ignore[import-untyped]
import pytest
from tests.metered import moved
from tests.web.ready.behind import TABLE, Answer, Behind, Front, ttl

from fplbanter.web.edge import LIFETIME
from fplbanter.web.ready.asking import SESSION_COOKIE
from fplbanter.web.ready.shelf import LARGEST_PART

pytestmark = pytest.mark.anyio

PAGE = "/l/900"


@pytest.fixture
def behind() -> Behind:
    return Behind()


@pytest.fixture
def front(behind: Behind) -> Front:
    return Front(behind)


async def waiting(
    front: Front, behind: Behind, count: int
) -> list[asyncio.Task[Answer]]:
    """Have so many wait for an answer that is being made."""
    behind.gate.clear()
    tasks = [asyncio.create_task(front.get()) for _ in range(count)]
    while not behind.scopes:
        await asyncio.sleep(0)
    for _ in range(3):
        await asyncio.sleep(0)
    return tasks


# -- what is given -------------------------------------------------------------


async def test_the_app_is_asked_once_and_the_answer_given_again(
    front: Front, behind: Behind
) -> None:
    """With the app's own bytes, and a word on where they came from."""
    first, second = await front.get(), await front.get()
    assert behind.asked == 1
    assert first.body == second.body == behind.body
    assert first.headers["cache-status"] == (
        "fplbanter; fwd=uri-miss; fwd-status=200; stored; ttl=2"
    )
    assert second.headers["cache-status"] == "fplbanter; hit; ttl=2"
    assert second.headers["content-type"] == "application/json"
    assert second.headers["cache-control"] == "public, no-cache"
    assert second.headers["vary"] == "Accept-Encoding"
    assert second.headers["access-control-allow-origin"] == "*"
    assert "X-Request-ID" in second.headers["access-control-expose-headers"]
    assert len(second.names) == len(set(second.names)), "a header was sent twice"


async def test_each_answer_has_an_id_of_its_own(front: Front) -> None:
    """The reader's, if it is sane; else one that nobody else has."""
    ids = [(await front.get()).headers["x-request-id"] for _ in range(5)]
    assert len(set(ids)) == 5
    assert all(16 <= len(one) <= 64 and one.isalnum() for one in ids)
    mine = await front.get(x_request_id="mine-12345")
    assert mine.headers["x-request-id"] == "mine-12345"
    mad = await front.get(x_request_id="no\x01 good")
    assert "\x01" not in mad.headers["x-request-id"]


@pytest.mark.parametrize(
    ("accept", "name", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0.5, gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
        ("*", "br", brotli.decompress),
    ],
)
async def test_a_body_is_packed_as_it_is_wanted(
    front: Front, behind: Behind, accept: str, name: str | None, unpack: type[bytes]
) -> None:
    """Once, whoever asks first."""
    await front.get()
    answer = await front.get(accept_encoding=accept)
    assert answer.headers.get("content-encoding") == name
    assert unpack(answer.body) == behind.body
    assert answer.headers["content-length"] == str(len(answer.body))
    assert behind.asked == 1


async def test_each_packing_has_a_strong_tag_of_its_own(front: Front) -> None:
    """Of which none is another's."""
    tags = [
        (await front.get(accept_encoding=accept)).headers["etag"]
        for accept in ("br", "gzip", "identity")
    ]
    assert len(set(tags)) == 3
    assert not any(tag.startswith("W/") for tag in tags)


async def test_head_has_the_headers_and_no_body(front: Front, behind: Behind) -> None:
    """Whether it comes first or is given what is ready."""
    head = await front.get(method="HEAD")
    got = await front.get()
    again = await front.get(method="HEAD")
    assert behind.scopes[0]["method"] == "GET"
    assert (head.status, head.body, again.body) == (200, b"", b"")
    assert again.headers["content-length"] == str(len(got.body))
    assert set(head.names) == set(got.names) == set(again.names)


# -- conditions ----------------------------------------------------------------


@pytest.mark.parametrize("form", ["{}", "W/{}", '"a,b", {}', '"x" , W/{} ,"y"', "*"])
async def test_who_has_it_is_told_so(front: Front, form: str) -> None:
    """By the tag alone, in a list, weakly, or by a star."""
    tag = (await front.get(accept_encoding="br")).headers["etag"]
    answer = await front.get(accept_encoding="br", if_none_match=form.format(tag))
    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers["etag"] == tag
    assert {"cache-control", "vary", "age", "x-request-id"} <= set(answer.names)
    assert "content-length" not in answer.headers


async def test_the_first_reader_may_have_it_already(
    front: Front, behind: Behind
) -> None:
    """The app is asked without his condition: others want the whole."""
    tag = (await front.get()).headers["etag"]
    front.edge.push_out("gameweek")
    answer = await front.get(if_none_match=tag)
    assert answer.status == 304
    assert behind.header("if-none-match") is None


async def test_another_packing_that_he_may_have_is_as_good(front: Front) -> None:
    """But not one that he does not take."""
    packed = (await front.get(accept_encoding="gzip")).headers["etag"]
    both = await front.get(accept_encoding="gzip, br", if_none_match=packed)
    assert (both.status, both.headers["etag"]) == (304, packed)
    plain = await front.get(accept_encoding="identity", if_none_match=packed)
    assert plain.status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"if_none_match": '"another"'},
        {"if_none_match": "nonsense, ,,\x7f"},
        {"if_modified_since": "Sun, 06 Nov 2094 08:49:37 GMT"},
        {"if_unmodified_since": "Sun, 06 Nov 1994 08:49:37 GMT"},
        {"range": "bytes=0-3"},
        {"range": "bytes=0-3", "if_range": '"x"'},
        {"cache_control": "no-cache"},
        {"if_match": "*"},
    ],
)
async def test_other_conditions_get_the_whole(
    front: Front, behind: Behind, headers: dict[str, str]
) -> None:
    """There are no dates to go by, no ranges, and nobody may push out for all."""
    await front.get()
    answer = await front.get("/leagues/900/standings", **headers)
    assert (answer.status, answer.body) == (200, behind.body)
    assert behind.asked == 1


async def test_who_wants_another_version_is_refused(front: Front) -> None:
    """With a problem, as whatever is refused."""
    tag = (await front.get()).headers["etag"]
    assert (await front.get(if_match=f'"x", {tag}')).status == 200
    answer = await front.get(if_match='"x"')
    assert answer.status == 412
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"].encode() in answer.body


# -- how long ------------------------------------------------------------------


async def test_a_topic_pushes_out_what_it_moves(front: Front, behind: Behind) -> None:
    """At once, in all packings, and nothing else."""
    for accept in ("br", "gzip"):
        await front.get(accept_encoding=accept)
    await front.get("/leagues/901/standings")
    await front.get("/banter-stats")
    behind.body = b"after"
    with moved("edge_pushed_out_total", by=2):
        front.edge.push_out("league:900")
    assert (await front.get(accept_encoding="gzip")).headers["etag"]
    assert (await front.get()).body == b"after"
    assert (await front.get("/banter-stats")).body == b"after", "it is of all leagues"
    assert (await front.get("/leagues/901/standings")).body != b"after"


@pytest.mark.parametrize(
    "topic", ["entry:900", "league:90", "league:9000", "", "x:y:z"]
)
async def test_other_topics_push_out_nothing(
    front: Front, behind: Behind, topic: str
) -> None:
    """However they are written."""
    await front.get()
    front.edge.push_out(topic)
    await front.get()
    assert behind.asked == 1


async def test_an_answer_grows_old_by_itself(front: Front, behind: Behind) -> None:
    """Its age and what is left of it change with the seconds."""
    await front.get()
    front.seconds.now += 0.9
    assert (await front.get()).headers["age"] == "0"
    front.seconds.now += 0.2
    answer = await front.get()
    assert (answer.headers["age"], ttl(answer)) == ("1", 0)
    assert behind.asked == 1


async def test_an_old_one_is_given_while_the_next_is_made(
    front: Front, behind: Behind
) -> None:
    """Made once, and given from then on."""
    old = behind.body
    await front.get()
    front.seconds.now += LIFETIME + 0.5
    behind.body = b"newer"
    behind.gate.clear()
    for _ in range(3):
        answer = await front.get()
        assert (answer.body, ttl(answer)) == (old, -1)
    behind.gate.set()
    while (await front.get()).body == old:
        await asyncio.sleep(0)
    assert behind.asked == 2


async def test_what_is_too_old_is_given_to_nobody(front: Front, behind: Behind) -> None:
    """Then everybody waits for the next one."""
    await front.get()
    front.seconds.now += 2 * LIFETIME
    behind.body = b"newer"
    assert (await front.get()).body == b"newer"


async def test_an_old_one_is_never_given_after_a_change(
    front: Front, behind: Behind
) -> None:
    """Not even while the next one is made, as it would be without the change."""
    await front.get()
    front.seconds.now += LIFETIME + 0.1
    behind.body = b"newer"
    front.edge.push_out("gameweek")
    assert (await front.get()).body == b"newer"


async def test_an_answer_that_ceases_is_not_given_for_longer(
    front: Front, behind: Behind
) -> None:
    """What is asked behind may say that there is none any more."""
    await front.get()
    front.seconds.now += LIFETIME + 0.1
    behind.status = 404
    await front.get()
    while behind.asked < 2:
        await asyncio.sleep(0)
    for _ in range(3):
        await asyncio.sleep(0)
    assert (await front.get()).status == 404


# -- one for all ---------------------------------------------------------------


async def test_an_answer_is_made_once_for_all_who_wait(
    front: Front, behind: Behind
) -> None:
    """And each is told how he came by it."""
    with moved("edge_builds_total", outcome="kept"):
        tasks = await waiting(front, behind, 50)
        behind.gate.set()
        answers = await asyncio.gather(*tasks)
    assert behind.asked == 1
    assert {answer.body for answer in answers} == {behind.body}
    assert len({answer.headers["x-request-id"] for answer in answers}) == 50
    collapsed = [a for a in answers if "collapsed" in a.headers["cache-status"]]
    assert len(collapsed) == 49


async def test_who_leaves_takes_it_from_nobody(front: Front, behind: Behind) -> None:
    """Even if it was he who came first."""
    first, *others = await waiting(front, behind, 3)
    first.cancel()
    behind.gate.set()
    answers = await asyncio.gather(*others)
    assert [answer.body for answer in answers] == [behind.body] * 2
    assert behind.asked == 1


async def test_a_change_overtakes_what_is_being_made(
    front: Front, behind: Behind
) -> None:
    """Who asked before gets what was read before; who asks after does not."""
    before = behind.body
    (early,) = await waiting(front, behind, 1)
    behind.body = b"after"
    with moved("edge_builds_total", outcome="overtaken"):
        front.edge.push_out("status")
        late = asyncio.create_task(front.get())
        while behind.asked < 2:
            await asyncio.sleep(0)
        behind.gate.set()
        answers = await asyncio.gather(early, late)
    assert [answer.body for answer in answers] == [before, b"after"]
    assert (await front.get()).body == b"after"


async def test_a_failure_is_everybodys_who_waited(front: Front, behind: Behind) -> None:
    """They would else ask one after the other, each as long as the one before."""
    behind.status = 503
    tasks = await waiting(front, behind, 5)
    behind.gate.set()
    assert {answer.status for answer in await asyncio.gather(*tasks)} == {503}
    assert behind.asked == 1


async def test_any_other_no_is_for_each_alone(front: Front, behind: Behind) -> None:
    """It names the request that it answers."""
    behind.status = 404
    with moved("edge_builds_total", outcome="refused"):
        tasks = await waiting(front, behind, 5)
        behind.gate.set()
        answers = await asyncio.gather(*tasks)
    assert {answer.status for answer in answers} == {404}
    assert behind.asked == 5


async def test_what_is_being_made_ends_with_the_edge(
    front: Front, behind: Behind
) -> None:
    """Nothing goes on behind a server that has stopped."""
    (task,) = await waiting(front, behind, 1)
    await front.edge.aclose()
    with pytest.raises(asyncio.CancelledError):
        await task


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
    for turn in range(300):
        await front.get(f"{TABLE}?made_up={turn}")
        await front.get(f"{TABLE}?made_up={turn}", accept_encoding="br")
        assert shelf.bytes_kept <= most
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


async def test_answers_are_counted_by_route_and_status(front: Front) -> None:
    """Also those who came first, and those who have it."""
    route = "/leagues/{league_id}/standings"
    with moved("edge_answers_total", by=2, route=route, status="200"):
        tag = (await front.get()).headers["etag"]
        await front.get()
    with moved("edge_answers_total", route=route, status="304"):
        await front.get(if_none_match=tag)
