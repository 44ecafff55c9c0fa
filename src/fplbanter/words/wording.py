"""One wording of a story, and which of them is told."""

import hashlib
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from fplbanter.words.heat import Heat


@dataclass(frozen=True, slots=True)
class Wording:
    """
    One sentence of a catalogue: the attribute of a message.

    `needs` are the facts it uses: it is only told where they are all known.
    """

    message: str
    attribute: str
    heat: Heat
    needs: frozenset[str]
    opens_with_name: bool

    @property
    def key(self) -> str:
        """Its name in its language."""
        return f"{self.message}.{self.attribute}"


def choose(
    wordings: Iterable[Wording], known: Set[str], *, seed: str, turn: int
) -> Wording | None:
    """
    Choose a wording whose facts are known; None if there is none.

    The seed shuffles, the turn goes round. Even turns open with the name and odd
    ones do not, where both can be had: so neighbours differ, whatever is known
    of them, and a list does not begin every line alike.
    """
    sides: tuple[list[Wording], list[Wording]] = ([], [])
    for wording in wordings:
        sides[not wording.opens_with_name].append(wording)
    first, second = sides[turn % 2], sides[1 - turn % 2]
    return _in_turn(first, known, seed, turn) or _in_turn(second, known, seed, turn)


def _in_turn(
    wordings: Sequence[Wording], known: Set[str], seed: str, turn: int
) -> Wording | None:
    """Go round from the turn's place to the first one that can be told."""
    shuffled = sorted(wordings, key=lambda w: _lot(seed, w))
    start = turn // 2 % len(shuffled) if shuffled else 0
    rotated = shuffled[start:] + shuffled[:start]
    return next((w for w in rotated if w.needs <= known), None)


def _lot(seed: str, wording: Wording) -> bytes:
    return hashlib.sha256(f"{seed}/{wording.key}".encode()).digest()
