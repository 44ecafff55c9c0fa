"""The edge over an application: what is given, packed, and to whom who has it."""

import gzip

import brotli  # type: ignore[import-untyped]
import pytest
from tests.metered import moved
from tests.web.ready.behind import Behind, Front

pytestmark = pytest.mark.anyio


@pytest.fixture
def behind() -> Behind:
    return Behind()


@pytest.fixture
def front(behind: Behind) -> Front:
    return Front(behind)


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


async def test_answers_are_counted_by_route_and_status(front: Front) -> None:
    """Also those who came first, and those who have it."""
    route = "/leagues/{league_id}/standings"
    with moved("edge_answers_total", by=2, route=route, status="200"):
        tag = (await front.get()).headers["etag"]
        await front.get()
    with moved("edge_answers_total", route=route, status="304"):
        await front.get(if_none_match=tag)
