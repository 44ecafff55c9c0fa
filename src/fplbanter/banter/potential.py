"""What a squad could have scored: its best legal eleven with the best captain."""

from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.game.autosubs import MIN_PLAY
from fplbanter.game.model import Chip, PlayerId, Position

ELEVEN = 11


def optimal_points(review: Review, outing: Outing) -> int:
    """Return the most points, before the hit, from the same fifteen and chip."""
    sent = best_eleven(review, outing)
    captain = max(review.raw(p) for p in sent)
    if outing.chip is Chip.BENCH_BOOST:
        sent = outing.lineup.squad
    manager = outing.lineup.assistant_manager
    extra = 0 if manager is None else review.raw(manager)
    return sum(map(review.raw, sent)) + outing.extra_times * captain + extra


def best_eleven(review: Review, outing: Outing) -> tuple[PlayerId, ...]:
    """
    Return the legal eleven with the most points, the captain's apart.

    The least of each position comes first, then whoever scored most; a squad
    has no more of a position than may play. Of one with too few of a position
    the eleven as sent out is the best there is.
    """
    ranked = sorted(outing.lineup.squad, key=review.raw, reverse=True)
    by: dict[Position, list[PlayerId]] = {p: [] for p in MIN_PLAY}
    for player in ranked:
        by[review.appearance(player).position].append(player)
    if any(len(by[p]) < least for p, least in MIN_PLAY.items()):
        return outing.lineup.eleven
    sent = [p for position, least in MIN_PLAY.items() for p in by[position][:least]]
    keepers, chosen = by[Position.GKP], set(sent)
    rest = [p for p in ranked if p not in chosen and p not in keepers]
    return (*sent, *rest[: ELEVEN - len(sent)])
