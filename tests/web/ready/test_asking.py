"""What the edge reads of a request: laws that hold for any header."""

from hypothesis import given
from hypothesis import strategies as st

from fplbanter.web.gateway.encodings import best, wanted
from fplbanter.web.ready.asking import Key, language, packing, read, wanted_by
from fplbanter.words.telling import languages

NAMES = st.sampled_from(["br", "gzip", "identity", "*", "zstd", "deflate", "x-gzip"])
WEIGHTS = st.sampled_from(["", ";q=1", ";q=0.5", ";q=0.123", ";q=0", ";q=x", "; q=0.5"])
ACCEPTS = st.lists(st.tuples(NAMES, WEIGHTS).map("".join)).map(", ".join)


@given(accept=ACCEPTS, sizes=st.permutations([10, 20, 30]))
def test_what_is_reduced_chooses_the_same(accept: str, sizes: list[int]) -> None:
    """Of any bodies, whatever their sizes: only the words for it are fewer."""
    bodies = dict(zip(("br", "gzip", "identity"), sizes, strict=True))
    reduced = packing(accept.encode())
    whole = wanted(accept or None)
    if reduced:
        assert set(wanted_by(reduced)) == set(whole)
        assert best(bodies, wanted_by(reduced)) == best(bodies, whole)
    else:
        assert not whole


@given(accept=ACCEPTS)
def test_what_is_reduced_stays_so(accept: str) -> None:
    """And there are few of them, however many ways to ask."""
    reduced = packing(accept.encode())
    assert packing(reduced) == reduced or not reduced
    assert len(reduced) < 60


@given(accept=st.binary(max_size=200))
def test_any_language_becomes_one_of_ours(accept: bytes) -> None:
    """Bytes that are none at all as well."""
    assert language(accept) in languages()


def test_the_language_that_is_wanted_most_is_taken() -> None:
    """English where there is nothing better."""
    assert language(b"en-GB,en;q=0.9") == "en"
    assert language(b"de;q=1, en;q=0") == "en"


@given(
    headers=st.lists(
        st.tuples(
            st.sampled_from([b"cookie", b"accept", b"accept-encoding", b"x"]),
            st.binary(max_size=20),
        )
    ),
    path=st.binary(max_size=40),
)
def test_nothing_that_is_sent_breaks_it(
    headers: list[tuple[bytes, bytes]], path: bytes
) -> None:
    """It is read, or it passes by."""
    found = read(
        {
            "type": "http",
            "method": "GET",
            "raw_path": path,
            "query_string": b"",
            "headers": headers,
        }
    )
    assert found is None or Key(*found[0]).path == path


def test_several_lines_of_a_header_are_one() -> None:
    """As a proxy may send them."""
    scope = {
        "type": "http",
        "method": "GET",
        "raw_path": b"/players",
        "query_string": b"",
        "headers": [(b"accept-encoding", b"gzip"), (b"accept-encoding", b"br")],
    }
    found = read(scope)
    assert found
    assert found[0][2] == packing(b"gzip, br")


def test_sockets_pass_by() -> None:
    """As does whatever else is no request."""
    assert read({"type": "websocket"}) is None
    assert read({"type": "lifespan"}) is None
