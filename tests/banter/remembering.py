"""Facts by hand: who held what, when, with which number."""

from collections.abc import Mapping

from fplbanter.banter.rarity import Past
from fplbanter.banter.records import Told
from fplbanter.banter.verdict import Number, Scope
from fplbanter.game.model import EntryId, Gameweek, LeagueId


def told(
    stat: str,
    *holders: int,
    value: Number = 10,
    gameweek: int = 1,
    scope: Scope = Scope.GAMEWEEK,
    is_final: bool = True,
    league: int | None = None,
) -> Told:
    """Write a fact."""
    return Told(
        stat,
        scope,
        Gameweek(gameweek),
        tuple(EntryId(h) for h in holders),
        value,
        is_final,
        None if league is None else LeagueId(league),
    )


def past(*earlier: Mapping[str, Number], laughed_at: tuple[int, ...] = ()) -> Past:
    """Write a history: for each gameweek the numbers of all stats that were held."""
    stats = {stat for gameweek in earlier for stat in gameweek}
    values = {s: tuple(g[s] for g in earlier if s in g) for s in stats}
    judged = dict.fromkeys(stats, len(earlier))
    victims = frozenset(EntryId(e) for e in laughed_at)
    return Past(values, judged, laughed_at=victims)
