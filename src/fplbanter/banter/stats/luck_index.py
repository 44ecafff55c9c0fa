"""What nobody could have planned: substitutes, the armband, short appearances."""

from fractions import Fraction

from fplbanter.banter.captaincy import armband_line
from fplbanter.banter.folds import total_of
from fplbanter.banter.guards import has_bench
from fplbanter.banter.lines import player_line
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Line, Number, Receipt, Scope, exact
from fplbanter.game.model import AutoSub, PlayerId
from fplbanter.game.scoring import settled_subs

SHORT = 30
"""Who plays fewer minutes and scores all the same is luck."""


def subs(outing: Outing) -> tuple[AutoSub, ...]:
    """Return the substitutions; with a bench boost everybody counts anyway."""
    return settled_subs(outing.score.auto_subs) if has_bench(outing) else ()


def substitutes(review: Review, outing: Outing) -> int:
    """Return what automatic substitutions gained."""
    made = subs(outing)
    return sum(review.raw(s.player_in) - review.raw(s.player_out) for s in made)


def mean_starter(review: Review, outing: Outing) -> Fraction:
    """Return what one of the submitted eleven scored on average."""
    eleven = outing.lineup.eleven
    return Fraction(sum(review.raw(p) for p in eleven), len(eleven))


def cameos(review: Review, outing: Outing) -> tuple[PlayerId, ...]:
    """Return whose points count after fewer than 30 minutes."""
    return tuple(p for p in outing.counted if review.minutes(p) < SHORT)


def weigh(review: Review, outing: Outing) -> Number:
    """Add up the three kinds of luck."""
    lucky: Number = substitutes(review, outing)
    lucky += sum(review.raw(p) for p in cameos(review, outing))
    if outing.armband is not None:
        more = review.raw(outing.armband) - mean_starter(review, outing)
        lucky += outing.extra_times * more
    return exact(lucky)


def prove(review: Review, outing: Outing) -> Receipt:
    """Show who came on for whom, the armband against the eleven, the cameos."""
    lines: list[Line] = []
    for sub in subs(outing):
        lines.append(player_line(review, "came_on", sub.player_in))
        lines.append(player_line(review, "stayed_away", sub.player_out, -1))
    if outing.armband is not None:
        times = outing.extra_times
        lines += armband_line(review, outing, times)
        lines.append(Line("mean_starter", mean_starter(review, outing), -times))
    lines += (player_line(review, "cameo", p) for p in cameos(review, outing))
    return Receipt(outing.entry_id, tuple(lines))


STAT = Stat(
    key="luck_index",
    number=63,
    title="Luck Index",
    emoji="🎲",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "What automatic substitutions gained, what the armband brought on top "
        "compared with one of the eleven on average, and the points of those who "
        "played fewer than 30 minutes. Season: the sum."
    ),
    example="A substitute brings 6, the captain 12 against 4 on average: 14.",
    week=WeekRule(weigh, prove, threshold=Threshold(least=10)),
    span=total_of(weigh, threshold=Threshold(least=1)),
    places=1,
)
