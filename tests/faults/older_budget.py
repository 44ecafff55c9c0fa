"""
Another version of the program beside ours: its script and its questions differ.

It asks things that ours does not know, leaves out what ours could do without,
keeps fields of its own in what all processes share, and forgets some of ours.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from unittest import mock

from fplbanter.cluster import contact, dispatcher
from fplbanter.cluster.connection import Script
from fplbanter.cluster.lanes import Lane

_OTHER = {
    # A field of its own with each member, and one in the state.
    "text = cjson.encode({": "text = cjson.encode({ boots = ask.boots,",
    # It has never heard of anybody who sleeps.
    "for _, id in ipairs(ask.asleep or {}) do": "for _, id in ipairs({}) do",
    "state.last = now\n": "state.last, state.weather = now, 'rain'\n",
    # It tells less of the others, and something that ours never heard of.
    "reply.adrift = factor, present, adrift": "reply.moon = factor, present, 'full'",
}


def older_script() -> Script:
    """Return our script as the other version has it."""
    older, text = Script("budget_known", "budget_slot"), dispatcher.ASK.text
    for before, after in _OTHER.items():
        assert before in text, before
        text = text.replace(before, after)
    older.text = text
    return older


class OlderContact(contact.Contact):
    """Asks with a field that ours does not know, and without a seat of its own."""

    def question(
        self,
        now: float,
        ages: Mapping[Lane, float],
        flying: int,
        asleep: Sequence[str] = (),
    ) -> str:
        question = json.loads(super().question(now, ages, flying, asleep))
        question.pop("seat", None)
        return json.dumps(question | {"boots": 42, "wishes": {"slot": "soon"}})


@contextmanager
def older_version() -> Iterator[None]:
    """Be that version for as long as the block runs."""
    with (
        mock.patch.object(dispatcher, "ASK", older_script()),
        mock.patch.object(dispatcher, "Contact", OlderContact),
    ):
        yield
