"""A small document that several processes change: no change is ever lost."""

import asyncio

import pytest

from fplbanter.cluster.connection import Valkey
from fplbanter.cluster.documents import SharedDocument

pytestmark = pytest.mark.anyio


def document(valkey: Valkey, *, kept: float = 60.0) -> SharedDocument[str]:
    return SharedDocument(valkey, "count", kept=kept)


def one_more(text: str, _: float) -> tuple[str, str]:
    return str(int(text or "0") + 1), text


async def test_what_comes_of_a_step_is_handed_back_with_the_servers_time(
    valkey: Valkey,
) -> None:
    """The step that counts is the one that was taken last."""
    before, found = await document(valkey).change(one_more)
    after, again = await document(valkey).change(one_more)
    assert (found, again) == ("", "1")
    assert after >= before > 0


async def test_changes_at_the_same_moment_all_count(valkey: Valkey) -> None:
    """Whoever was slower takes his step again, from what is there then."""
    await asyncio.gather(*(document(valkey).change(one_more) for _ in range(4)))
    _, found = await document(valkey).change(lambda text, _: (text, text))
    assert found == "4"


async def test_the_same_text_is_no_change(valkey: Valkey) -> None:
    """Reading neither writes it nor makes it live longer."""
    await document(valkey).change(lambda text, _: (text, text))
    assert await valkey.call("EXISTS", valkey.key("count")) == 0
    await document(valkey, kept=0.5).change(one_more)
    await document(valkey).change(lambda text, _: (text, text))
    assert 0 < await valkey.call("PTTL", valkey.key("count")) <= 500
