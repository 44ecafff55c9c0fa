"""What is measured of this process, and how somebody reads it."""

import asyncio
import math
import re

import pytest
from tests.metered import families, moved, sample

from fplbanter.ops import metrics
from fplbanter.ops.loop_lag import watch_loop
from fplbanter.ops.scrape import exposition, mirrored

pytestmark = pytest.mark.anyio

OPENMETRICS = "application/openmetrics-text; version=1.0.0"


def test_every_metric_is_ours_and_says_what_it_means() -> None:
    """One prefix, a unit at the end where there is one, a sentence of help."""
    text = exposition()[0].decode()
    helps = dict(re.findall(r"^# HELP (\S+) (.*)$", text, re.MULTILINE))
    ours = {name: told for name, told in helps.items() if name.startswith("fplbanter_")}
    assert len(ours) >= len(families())
    assert [name for name, told in ours.items() if not told.endswith(".")] == []
    assert [
        n for n in helps if not re.match(r"fplbanter_|process_|python_gc_", n)
    ] == []


@pytest.mark.parametrize(
    ("accept", "media_type", "ending"),
    [
        ("", "text/plain", "\n"),
        ("text/html", "text/plain", "\n"),
        (OPENMETRICS, "application/openmetrics-text", "# EOF\n"),
    ],
)
def test_the_form_is_what_is_asked_for(
    accept: str, media_type: str, ending: str
) -> None:
    """Plain text unless OpenMetrics is accepted."""
    body, told = exposition(accept)
    assert told.startswith(media_type)
    assert body.decode().endswith(ending)


def test_a_mirror_is_asked_whenever_somebody_reads() -> None:
    """And no longer once its block has ended."""
    seen: list[int] = []
    with mirrored(lambda: seen.append(1)):
        exposition()
        exposition()
    exposition()
    assert len(seen) == 2


def test_a_mirror_that_breaks_hides_no_other_metric(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whoever watches needs the others most of all then."""

    def broken() -> None:
        raise RuntimeError("no budget")

    with mirrored(broken):
        body, _ = exposition()
    assert b"fplbanter_http_in_flight" in body
    assert "no budget" in caplog.text


def test_what_nobody_has_told_yet_is_no_number() -> None:
    """A rate of nothing would set off an alert; `fresh` is a gauge made just now."""
    fresh = metrics._mirror("test_fresh", "Made in a test.")
    try:
        assert math.isnan(sample("test_fresh"))
    finally:
        metrics.REGISTRY.unregister(fresh)


async def test_work_that_blocks_shows_as_lag() -> None:
    """The loop is woken late by as long as somebody kept it."""
    turns = 0

    async def sleep(seconds: float) -> None:
        nonlocal turns
        turns += 1
        if turns > 1:
            await asyncio.Event().wait()
        until = asyncio.get_running_loop().time() + seconds + 0.06
        while asyncio.get_running_loop().time() < until:
            pass

    count = sample("loop_lag_seconds_count")
    with moved("loop_lag_seconds_sum", by=0.05):
        task = asyncio.create_task(watch_loop(sleep))
        while turns < 2:
            await asyncio.sleep(0)
        task.cancel()
    assert sample("loop_lag_seconds_count") == count + 1
