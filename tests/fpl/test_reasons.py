"""The words for refused answers: each is explained, and fit for a metric."""

import re
from pathlib import Path

from fplbanter.fpl.reasons import Reason

PAGE = Path(__file__).resolve().parents[2] / "docs" / "upstream.md"


def test_every_reason_is_in_the_documentation() -> None:
    """Whoever sees one on a dashboard can look up what it means."""
    text = PAGE.read_text("utf-8").split("## What may not replace a good answer")[1]
    assert {f"`{reason}`" for reason in Reason} <= set(re.findall(r"`\w+`", text))


def test_reasons_are_labels() -> None:
    """Few, short, and without anything that somebody sent."""
    assert len(Reason) < 20
    assert all(re.fullmatch(r"[a-z_]{3,20}", reason) for reason in Reason)
