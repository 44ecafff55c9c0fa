"""Twenty invented clubs, in FPL's alphabetical order of ids."""

from dataclasses import dataclass
from random import Random

_NAMES = (
    ("Ambleford", "AMB"),
    ("Brackenhall", "BRA"),
    ("Castlemere", "CAS"),
    ("Dunwick", "DUN"),
    ("Eastmoor", "EAS"),
    ("Fenbridge", "FEN"),
    ("Glenhaven", "GLE"),
    ("Hollowell", "HOL"),
    ("Ironvale", "IRO"),
    ("Kestrel Park", "KES"),
    ("Langmere", "LAN"),
    ("Marlsea", "MAR"),
    ("Northwold", "NOR"),
    ("Oakhanger", "OAK"),
    ("Penmarrow", "PEN"),
    ("Quarrydale", "QUA"),
    ("Ravensey", "RAV"),
    ("Saltmarsh", "SAL"),
    ("Tidewater", "TID"),
    ("Westering", "WES"),
)


@dataclass(frozen=True, slots=True)
class Club:
    """One club. `strength` is 0.0 (weakest) to 1.0; `code` outlives the season."""

    club_id: int
    code: int
    name: str
    short_name: str
    strength: float

    @property
    def stars(self) -> int:
        """FPL's strength of the club, 2 to 5."""
        return 2 + min(3, int(self.strength * 4))


def build_clubs(seed: int) -> tuple[Club, ...]:
    """Return the season's twenty clubs, ids 1 to 20; who is strong is drawn."""
    order = list(range(20))
    Random(f"{seed}:clubs").shuffle(order)
    return tuple(
        Club(at + 1, 301 + 7 * at, name, short, 1 - order[at] / 19)
        for at, (name, short) in enumerate(_NAMES)
    )
