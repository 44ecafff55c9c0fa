"""Addresses of other tools: a question of the table, or a refusal."""

from random import Random
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fplbanter.errors import BadRequest, NotFound
from fplbanter.fpl import endpoints
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.endpoints import DEFAULTS, ENDPOINTS, RANGES, Endpoint
from fplbanter.fpl.paths import LONGEST, lacks_slash, parse


def names_of(endpoint: Endpoint) -> list[str]:
    return [n for n in RANGES if f"{{{n}}}" in endpoint.template]


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    """Draw any question that the table allows."""
    endpoint = draw(st.sampled_from(list(ENDPOINTS.values())))
    numbers = {n: draw(st.integers(*RANGES[n])) for n in names_of(endpoint)}
    queries = {
        n: draw(st.none() | st.integers(*RANGES[n]) | st.just(RANGES[n][0]))
        for n in endpoint.query
    }
    return Asked.of(endpoint, **numbers, **queries)


@given(questions())
def test_a_question_is_read_back_from_the_way_it_is_written(asked: Asked) -> None:
    """One question, one address: `parse` and `path` undo each other."""
    assert parse(asked.path) == asked
    assert len(asked.path) < LONGEST


@given(questions(), st.randoms())
def test_the_order_of_a_query_and_its_defaults_do_not_matter(
    asked: Asked, random: Random
) -> None:
    """However a tool writes it, it is the same question."""
    path = asked.path.partition("?")[0]
    told = {n: v for n in asked.endpoint.query if (v := DEFAULTS.get(n)) is not None}
    told |= {n: v for n, v in asked.params if n in asked.endpoint.query}
    pieces = [f"{name}={value}" for name, value in told.items()]
    random.shuffle(pieces)
    assert parse(f"{path}?{'&'.join(pieces)}") == asked
    assert parse(f"{path}?&{'&&'.join(pieces)}&") == asked


PIECES = st.sampled_from(
    [
        *(part for e in ENDPOINTS.values() for part in e.template.split("/")),
        *(
            "7",
            "0",
            "01",
            "+7",
            "-7",
            chr(0x667),
            "48",
            "9" * 10,
            "9" * 11,
            "#",
            "{gw}",
        ),
        *("..", ".", "", "%2e%2e", "%2f", "%252f", "%5c", "\\", "%00", "\0", " "),
        *("http:", "me", "my-team", "?", "&", "event=1", "page=2", "drf", "api"),
    ]
)


@given(st.lists(PIECES, max_size=6).map("/".join) | st.text(max_size=40))
@example("entry/7/\n")
@example("entry/7/?")
def test_whatever_is_read_is_a_path_of_the_table(text: str) -> None:
    """No text leads to a path that FPL's table does not have."""
    try:
        asked = parse(text)
    except (NotFound, BadRequest):
        return
    values = {name: dict(asked.params)[name] for name in names_of(asked.endpoint)}
    assert asked.path.partition("?")[0] == asked.endpoint.template.format(**values)
    assert text.partition("?")[0] == asked.path.partition("?")[0]


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("bootstrap-static/", "bootstrap-static/"),
        ("fixtures/?future=1&event=7", "fixtures/?event=7&future=1"),
        ("fixtures/?future=0", "fixtures/"),
        ("element-summary/318/", "element-summary/318/"),
        ("dream-team/", "dream-team/"),
        ("dream-team/6/", "dream-team/6/"),
        ("entry/1/transfers/", "entry/1/transfers/"),
        ("entry/1/cup/", "entry/1/cup/"),
        ("league/9/cup-status/", "league/9/cup-status/"),
        ("team/set-piece-notes/", "team/set-piece-notes/"),
        ("regions/", "regions/"),
        ("stats/most-valuable-teams/", "stats/most-valuable-teams/"),
        (
            "stats/best-classic-private-leagues/",
            "stats/best-classic-private-leagues/",
        ),
        ("winners/event/3/", "winners/event/3/"),
        ("winners/phase/2/", "winners/phase/2/"),
        (
            "leagues-classic/9/standings/?page_new_entries=1&page_standings=1&phase=1",
            "leagues-classic/9/standings/",
        ),
        (
            "leagues-h2h-matches/league/9/?entry=5&event=4&page=2",
            "leagues-h2h-matches/league/9/?page=2&event=4&entry=5",
        ),
        (
            "leagues-h2h-matches/league/9/?event=4&",
            "leagues-h2h-matches/league/9/?event=4",
        ),
    ],
)
def test_what_tools_ask_for_is_read(target: str, path: str) -> None:
    """Each public endpoint of FPL's, and the queries as tools write them."""
    assert parse(target).path == path


NO_PATHS = [
    "",
    "/",
    "me/",
    "my-team/5/",
    "entry/5/transfers-latest/",
    "leagues-classic/9/",
    "elements/",
    "bootstrap-static",
    "Bootstrap-Static/",
    "bootstrap-static//",
    "/bootstrap-static/",
    "bootstrap-static/../me/",
    "./bootstrap-static/",
    "entry/5/./history/",
    "entry/5//history/",
    "entry/5/%2e%2e/6/",
    "entry/5%2fhistory/",
    "entry/5%252fhistory/",
    "entry/5%5chistory/",
    "entry\\5\\",
    "entry/5/\0",
    "entry/5/%00",
    "entry/%35/",
    "entry/5/;x=1/",
    "entry/5/#me",
    "entry/5/\n",
    "http://other.example/bootstrap-static/",
    "//other.example/bootstrap-static/",
    "@other.example/",
    "entry/0/",
    "entry/05/",
    "entry/+5/",
    "entry/-5/",
    "entry/5.0/",
    f"entry/{chr(0x665)}/",
    "entry/five/",
    "entry/#/",
    "entry/2147483648/",
    "entry/99999999999999999999/",
    "event/48/live/",
    "element-summary/10000/",
    "winners/phase/101/",
    "entry/5/" + "x" * LONGEST,
]


@pytest.mark.parametrize("path", NO_PATHS, ids=lambda path: quote(path[:40]) or "empty")
def test_what_is_no_path_of_fpl_s_is_not_found(path: str) -> None:
    """Nothing is repaired, and no number is passed on that FPL cannot have given."""
    with pytest.raises(NotFound):
        parse(path)


NO_QUERIES = [
    ("bootstrap-static/?event=1", "event", "takes no parameters"),
    ("fixtures/?page=1", "page", "takes event and future"),
    ("fixtures/?event=7&event=7", "event", "given twice"),
    ("fixtures/?event=7&event=8", "event", "given twice"),
    ("fixtures/?event=", "event", "from 1 to 47"),
    ("fixtures/?event", "event", "from 1 to 47"),
    ("fixtures/?event=0", "event", "from 1 to 47"),
    ("fixtures/?event=48", "event", "from 1 to 47"),
    ("fixtures/?event=07", "event", "from 1 to 47"),
    ("fixtures/?event=+7", "event", "from 1 to 47"),
    ("fixtures/?event=7.0", "event", "from 1 to 47"),
    ("fixtures/?event=%37", "event", "from 1 to 47"),
    ("fixtures/?event=7=7", "event", "from 1 to 47"),
    (f"fixtures/?event={chr(0x667)}", "event", "from 1 to 47"),
    ("fixtures/?event=7\n", "event", "from 1 to 47"),
    ("fixtures/?event=7#me", "event", "from 1 to 47"),
    ("fixtures/?future=2", "future", "from 0 to 1"),
    ("fixtures/?event[]=7", "query", "takes event"),
    ("fixtures/?EVENT=7", "query", "takes event"),
    ("fixtures/?<script>=7", "query", "takes event"),
    ("fixtures/?=7", "query", "takes event"),
    ("fixtures/?event=7;future=1", "event", "from 1 to 47"),
    ("fixtures/?event=7?future=1", "event", "from 1 to 47"),
    ("fixtures/?" + "&" * (LONGEST + 1), "query", "as long as that"),
    ("leagues-classic/9/standings/?page_standings=0", "page_standings", "from 1 to"),
    ("leagues-classic/9/standings/?phase=101", "phase", "from 1 to 100"),
    ("leagues-h2h/9/standings/?phase=1", "phase", "takes page_standings"),
    ("leagues-h2h-matches/league/9/?entry=2147483648", "entry", "from 1 to"),
]


@pytest.mark.parametrize(("target", "field", "words"), NO_QUERIES)
def test_a_query_that_makes_no_sense_is_refused(
    target: str, field: str, words: str
) -> None:
    """The refusal names the parameter, never more of what was sent."""
    with pytest.raises(BadRequest, match=words) as refused:
        parse(target)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "target", ["bootstrap-static", "entry/5/event/7/picks", "fixtures?event=7"]
)
def test_an_address_that_only_lacks_its_slash_is_known(target: str) -> None:
    """FPL sends such tools on, and so do we."""
    assert lacks_slash(target)


@pytest.mark.parametrize(
    "target",
    ["bootstrap-static/", "me", "entry/5/%2e", "fixtures?page=7", "entry/05", ""],
)
def test_any_other_address_does_not_only_lack_a_slash(target: str) -> None:
    """Nobody is sent on to what would be refused there."""
    assert not lacks_slash(target)


def test_every_endpoint_can_be_told_from_every_other() -> None:
    """No two of the table have paths of the same shape."""
    for endpoint in ENDPOINTS.values():
        lowest = {name: RANGES[name][0] for name in names_of(endpoint)}
        assert parse(endpoint.path(**lowest)).endpoint is endpoint


def test_a_default_is_one_for_the_query_only() -> None:
    """The winners of month 1 are asked for as such."""
    assert parse("winners/phase/1/").param("phase") == 1
    assert Asked.of(endpoints.MATCHES, league_id=9, page=1).param("page") is None
