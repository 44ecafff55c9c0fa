"""Refused bodies in a terminal: hostile bytes are shown, not obeyed."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fplbanter.services.refused_bodies import NOTHING, listing, whole
from fplbanter.services.shown import visible
from fplbanter.store.database import Store
from fplbanter.store.quarantine import RefusedBody

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
HOSTILE = b'{"name": "\x1b[2J\x1b]0;owned\x07", \r\n"\xff\xe2\x80\xae"}\x00'


def refused(body: bytes = HOSTILE, message: str = "not JSON") -> RefusedBody:
    return RefusedBody.of(
        "event/7/live/",
        body,
        endpoint="live",
        reason="not_json",
        message=message,
        at=NOW,
    )


@pytest.mark.anyio
async def test_a_body_is_shown_with_what_was_wrong(store: Store) -> None:
    """Its bytes as they came, where they are text; else as Python writes them."""
    saved = refused()
    await store.quarantine.save_refused(saved)

    text = await whole(store.quarantine, saved.id)

    assert text == (
        "event/7/live/, 2026-11-22 15:00:00 UTC\n"
        "not_json: not JSON\n"
        "37 bytes\n"
        "\n"
        '{"name": "\\x1b[2J\\x1b]0;owned\\x07", \\r\n"\\xff\\u202e"}\\x00'
    )
    assert await whole(store.quarantine, "nothing") is None


@pytest.mark.anyio
async def test_a_large_body_says_how_much_is_missing(store: Store) -> None:
    """64 KiB are enough to see what it is."""
    saved = refused(b"<" * 100_000)
    await store.quarantine.save_refused(saved)

    text = await whole(store.quarantine, saved.id)

    assert text
    assert "100000 bytes, of which the first 65536 follow" in text


@pytest.mark.anyio
async def test_the_list_has_a_line_for_each(store: Store) -> None:
    """Whatever stands in the words about it."""
    assert await listing(store.quarantine) == NOTHING
    saved = refused(message="elements: \x1b[31m" + "no\n" * 99)
    await store.quarantine.save_refused(saved)

    head, line = (await listing(store.quarantine)).split("\n")

    assert head.split()[:2] == ["ID", "WHEN"]
    assert line.startswith(f"{saved.id}  2026-11-22 15:00:00  event/7/live/  not_json")
    assert "\\x1b[31mno\\nno" in line


@given(st.text() | st.binary().map(lambda raw: raw.decode("utf-8", "backslashreplace")))
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    """Line ends only."""
    assert all(c == "\n" or c.isprintable() for c in visible(text))
