"""Who let gameweeks go by without touching his squad."""

from dataclasses import replace

from fplbanter.banter.folds import carried
from fplbanter.banter.guards import makes_transfers
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.span import Span
from fplbanter.banter.stat import Side, Stat, Threshold, Unit
from fplbanter.banter.verdict import Line, Receipt, Scope
from fplbanter.game.model import EntryId, Gameweek

Sleep = tuple[int, int]
"""(the one that goes on, the longest), in gameweeks"""


def sleeps(outing: Outing) -> bool:
    """Say whether he had a squad to change and did nothing at all."""
    idle = outing.lineup.transfers == 0 and makes_transfers(outing)
    return idle and outing.joined_before


def longest(span: Span, entry_id: EntryId) -> tuple[Gameweek, ...]:
    """Return the longest sleep, the first of equals."""
    best: list[Gameweek] = []
    run: list[Gameweek] = []
    for review, outing in span.weeks(entry_id):
        run = [*run, review.gameweek] if sleeps(outing) else []
        best = run if len(run) > len(best) else best
    return tuple(best)


def step(before: Sleep | None, _: Review, outing: Outing) -> Sleep:
    """Sleep on, or wake up."""
    now, most = before or (0, 0)
    now = now + 1 if sleeps(outing) else 0
    return now, max(now, most)


def lasted(sleep: Sleep) -> int:
    """Return how many gameweeks the longest lasted."""
    return sleep[1]


def prove(span: Span, entry_id: EntryId) -> Receipt:
    """Show the gameweeks of the longest sleep."""
    weeks = longest(span, entry_id)
    return Receipt(entry_id, tuple(Line("gameweek", 1, gameweek=g) for g in weeks))


def merit(span: Span, entry_id: EntryId) -> tuple[int]:
    """Put ahead who made fewer transfers altogether."""
    made = (o.lineup.transfers for _, o in span.weeks(entry_id) if makes_transfers(o))
    return (-sum(made),)


STAT = Stat(
    key="the_sleeper",
    number=42,
    title="The Sleeper",
    emoji="😴",
    side=Side.SHAME,
    scope=Scope.SEASON,
    unit=Unit.GAMEWEEKS,
    definition=(
        "The most gameweeks in a row without a transfer, a wildcard or a free hit; "
        "equal: the fewest transfers of the season. The gameweek of joining is no "
        "part of it."
    ),
    example="Nothing from gameweek 9 to gameweek 17: 9 gameweeks.",
    span=replace(
        carried(step, lasted, prove, threshold=Threshold(least=3)), merit=merit
    ),
)
