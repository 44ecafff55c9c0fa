"""A vice-captain who stood in for a captain who never came."""

from fplbanter.banter.captaincy import chosen
from fplbanter.banter.folds import times_of
from fplbanter.banter.lines import player_line
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Pick, Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Receipt, Scope

SAVED = Threshold(least=8)


def weigh(review: Review, outing: Outing) -> int | None:
    """Return what the vice-captain scored, if the captain had no minute."""
    captain, vice = chosen(review, outing), outing.lineup.vice_captain
    if captain is None or vice is None or review.minutes(captain):
        return None
    return review.raw(vice)


def prove(review: Review, outing: Outing) -> Receipt:
    """Show both; only the vice-captain counts."""
    captain, vice = outing.lineup.captain, outing.lineup.vice_captain
    lines = []
    if vice is not None:
        lines.append(player_line(review, "vice_captain", vice))
    if captain is not None:
        lines.append(player_line(review, "captain", captain, counts=False))
    return Receipt(outing.entry_id, tuple(lines))


STAT = Stat(
    key="vice_saves_the_day",
    number=25,
    title="Vice Saves the Day",
    emoji="🛟",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "Everybody whose captain had no minute and whose vice-captain scored 8 or "
        "more himself. Season: how often."
    ),
    example="The captain is ill, the vice-captain scores 11: 11.",
    week=WeekRule(weigh, prove, Pick.EVERY, SAVED),
    span=times_of(weigh, SAVED),
)
