"""Bodies made ready: once for all who want them, within a limit of bytes."""

import asyncio
import gzip
from datetime import UTC, datetime
from random import Random

import brotli  # type: ignore[import-untyped]
import pytest

from fplbanter.fpl import endpoints
from fplbanter.fpl.asked import Asked
from fplbanter.web.gateway.packed import Packer, pack

pytestmark = pytest.mark.anyio

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
BODY = b'{"elements":[' + b",".join([b'{"id":1}'] * 2_000) + b"]}"


def entry(number: int) -> Asked:
    return Asked.of(endpoints.PROFILE, entry_id=number)


def test_a_body_is_packed_in_every_way() -> None:
    """Each unpacks to the same bytes, and has a tag that tells of both."""
    packed = pack(BODY, NOON)
    assert brotli.decompress(packed.bodies["br"]) == BODY
    assert gzip.decompress(packed.bodies["gzip"]) == BODY
    assert packed.plain == BODY
    assert len(set(packed.etags.values())) == 3
    assert packed.modified == "Sat, 21 Nov 2026 12:00:00 GMT"


def test_all_processes_make_the_same_bytes() -> None:
    """A strong tag is a promise about bytes, whoever sends them and when."""
    later = datetime(2026, 11, 22, tzinfo=UTC)
    assert pack(BODY, NOON).bodies == pack(bytes(bytearray(BODY)), later).bodies
    assert pack(BODY, NOON).etags == pack(BODY, later).etags
    assert pack(BODY, NOON).etags != pack(BODY + b" ", NOON).etags


async def test_many_who_want_a_body_have_it_packed_once() -> None:
    """The hundred get the very same object."""
    packer = Packer()
    asking = [packer.pack(entry(1), BODY, NOON) for _ in range(100)]
    assert len({id(packed) for packed in await asyncio.gather(*asking)}) == 1
    assert packer.near(entry(1), BODY) is not None


async def test_who_leaves_does_not_stop_it() -> None:
    """The first asker is gone: the second has it all the same."""
    packer = Packer()
    first = asyncio.create_task(packer.pack(entry(1), BODY, NOON))
    second = asyncio.create_task(packer.pack(entry(1), BODY, NOON))
    await asyncio.sleep(0)
    first.cancel()
    assert (await second).plain == BODY


async def test_another_body_takes_the_place_of_the_first() -> None:
    """What was packed of the old one is not given out for the new one."""
    packer = Packer()
    await packer.pack(entry(1), BODY, NOON)
    assert packer.near(entry(1), b"{}") is None
    packed = await packer.pack(entry(1), b"{}", NOON)
    assert packed.plain == b"{}"
    assert len(packer) == 1
    assert packer.near(entry(1), bytes(bytearray(b"{}"))) is packed


async def test_it_takes_no_more_room_than_it_may() -> None:
    """The oldest look goes first; what fits nowhere is given but not kept."""
    room = Random(26)
    packer = Packer(max_bytes=100_000)
    for number in range(1, 21):
        await packer.pack(entry(number), room.randbytes(10_000), NOON)
        packer.near(entry(1), packer._kept[entry(1)].plain)
    assert packer._bytes <= 100_000
    assert list(packer._kept) == [entry(19), entry(20), entry(1)]

    huge = await packer.pack(entry(99), room.randbytes(200_000), NOON)
    assert len(huge.plain) == 200_000
    assert (len(packer), packer._bytes) == (0, 0)
