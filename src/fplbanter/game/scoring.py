"""
One line-up's points: captaincy, chips, automatic substitutions, hits.

The same function serves a settled gameweek and one in play. In play it says
what is certain and what is pending; once every fixture is over both are one,
and equal to what FPL settles (a law under test).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fplbanter.game.appearances import Appearances, absent
from fplbanter.game.autosubs import can_replace, first_fit
from fplbanter.game.model import (
    Appearance,
    AutoSub,
    Chip,
    EntryId,
    Gameweek,
    Lineup,
    PlayerId,
    Position,
)


class Certainty(StrEnum):
    """
    How sure a projected change is.

    CERTAIN cannot be undone by any match still to come; LIKELY follows from
    what is known, but an earlier starter or bench player has yet to play;
    PENDING waits for the incoming player's own match, or is a legal exchange
    only if another pending one comes about, and counts nothing yet.
    """

    CERTAIN = "certain"
    LIKELY = "likely"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class ProjectedSub:
    """A substitution FPL has made, or will make if things stay as they are."""

    player_in: PlayerId
    player_out: PlayerId
    certainty: Certainty = Certainty.CERTAIN


@dataclass(frozen=True, slots=True)
class Score:
    """
    A line-up's gameweek in points.

    `gross_points` are before the hit and projected: substitutions and the
    armband as FPL would settle them now. `submitted_points` are what FPL's own
    live table shows: the picks as submitted, no substitution, no vice-captain
    (fact sheet 0.3). `captain` is who carries the armband, None when neither
    he nor his vice played. `multipliers` hold every pick, 0 on the bench.
    """

    entry_id: EntryId
    gameweek: Gameweek
    chip: Chip | None
    gross_points: int
    submitted_points: int
    hit: int
    bench_points: int
    captain: PlayerId | None
    captain_certainty: Certainty
    auto_subs: tuple[ProjectedSub, ...]
    multipliers: Mapping[PlayerId, int]
    players_left: int
    players_playing: int

    @property
    def net_points(self) -> int:
        """The gameweek's points after the hit."""
        return self.gross_points - self.hit

    @property
    def is_certain(self) -> bool:
        """
        Whether no match still to come can change these points.

        Those of the bench may still move: they do not count.
        """
        return (
            self.players_left == 0
            and self.captain_certainty is Certainty.CERTAIN
            and all(s.certainty is Certainty.CERTAIN for s in self.auto_subs)
        )


def score(lineup: Lineup, appearances: Appearances) -> Score:
    """
    Score a line-up on what is known of its players.

    Source: FPL rules; fact sheet 6.2, 6.3 and 6.10. A player who is not in
    `appearances` counts as one without a fixture.
    """
    squad = _squad(lineup, appearances)
    subs = project_auto_subs(lineup, squad)
    captain, certainty = armband(lineup, squad)
    base = _base_multipliers(lineup, subs)
    multipliers = dict(base)
    if captain is not None and base.get(captain):
        multipliers[captain] = captain_multiplier(lineup.chip)
    left = [squad[p] for p, m in multipliers.items() if m and not squad[p].done]
    return Score(
        entry_id=lineup.entry_id,
        gameweek=lineup.gameweek,
        chip=lineup.chip,
        gross_points=sum(squad[p].points * m for p, m in multipliers.items()),
        submitted_points=_submitted_points(lineup, squad),
        hit=lineup.hit,
        bench_points=sum(squad[p].points for p, m in multipliers.items() if not m),
        captain=captain,
        captain_certainty=certainty,
        auto_subs=subs,
        multipliers=multipliers,
        players_left=len(left),
        players_playing=sum(a.in_play for a in left),
    )


def captain_multiplier(chip: Chip | None) -> int:
    """Return what the armband is worth: 3 with the triple captain, else 2."""
    return 3 if chip is Chip.TRIPLE_CAPTAIN else 2


def armband(
    lineup: Lineup, squad: Mapping[PlayerId, Appearance]
) -> tuple[PlayerId | None, Certainty]:
    """
    Say who carries the armband: the captain, his vice, or nobody.

    Only minutes count: a captain with a card but no minutes hands it over. The
    vice takes it when all of the captain's fixtures are over (fact sheet 6.2).
    """
    captain = squad.get(lineup.captain) if lineup.captain is not None else None
    vice = squad.get(lineup.vice_captain) if lineup.vice_captain is not None else None
    if captain is not None and captain.minutes > 0:
        return captain.player_id, Certainty.CERTAIN
    if captain is not None and not captain.done:
        return captain.player_id, Certainty.PENDING
    if vice is not None and vice.minutes > 0:
        return vice.player_id, Certainty.CERTAIN
    if vice is not None and not vice.done:
        return vice.player_id, Certainty.PENDING
    return None, Certainty.CERTAIN


def project_auto_subs(
    lineup: Lineup, squad: Mapping[PlayerId, Appearance]
) -> tuple[ProjectedSub, ...]:
    """
    Work out the substitutions on what is known now.

    A starter is out when his fixtures are all over and he did not play. The
    first bench player in the queue who played, or may still play, is taken: a
    later one does not jump the queue silently (fact sheet 6.3, projected).
    Those that count leave a legal eleven whether or not the pending come on.
    """
    free = [p for p in lineup.bench if squad[p].played or not squad[p].done]
    position_of = {p: a.position for p, a in squad.items()} if free else {}
    planned, counted, subs = list(lineup.eleven), list(lineup.eleven), []
    settled = True
    for slot, starter in enumerate(lineup.eleven):
        if squad[starter].played:
            continue
        if not squad[starter].done:
            settled = False
            continue
        candidate = first_fit(planned, starter, free, position_of)
        if candidate is None:
            continue
        free.remove(candidate)
        planned[slot] = candidate
        certainty = Certainty.CERTAIN if settled else Certainty.LIKELY
        if squad[candidate].played and can_replace(
            counted, starter, candidate, position_of
        ):
            counted[slot] = candidate
        else:
            settled, certainty = False, Certainty.PENDING
        subs.append(ProjectedSub(candidate, starter, certainty))
    return tuple(subs)


def settled_subs(subs: tuple[ProjectedSub, ...]) -> tuple[AutoSub, ...]:
    """Return the substitutions as FPL would list them, pending ones left out."""
    return tuple(
        AutoSub(s.player_in, s.player_out)
        for s in subs
        if s.certainty is not Certainty.PENDING
    )


def _squad(lineup: Lineup, appearances: Appearances) -> dict[PlayerId, Appearance]:
    """Collect the picks' appearances; the unknown stand in as absent."""
    squad = {p: appearances[p] for p in lineup.picks if p in appearances}
    if len(squad) < len(lineup.picks):
        for slot, player_id in enumerate(lineup.picks):
            squad.setdefault(player_id, absent(player_id, _position_at(slot)))
    return squad


def _position_at(slot: int) -> Position:
    """Guess an unknown pick's position; only the keepers' slots give it away."""
    if slot in (0, 11):
        return Position.GKP
    return Position.MANAGER if slot == 15 else Position.MID


def _base_multipliers(
    lineup: Lineup, subs: tuple[ProjectedSub, ...]
) -> dict[PlayerId, int]:
    """Say who counts, before the armband. All fifteen do with a bench boost."""
    everyone = lineup.chip is Chip.BENCH_BOOST
    base = dict.fromkeys(lineup.eleven, 1)
    base.update(dict.fromkeys(lineup.bench, int(everyone)))
    if lineup.assistant_manager is not None:
        base[lineup.assistant_manager] = 1
    if not everyone:
        for sub in settled_subs(subs):
            base[sub.player_out], base[sub.player_in] = 0, 1
    return base


def _submitted_points(lineup: Lineup, squad: Mapping[PlayerId, Appearance]) -> int:
    """Add up as FPL's live table does: the picks as they were submitted."""
    base = _base_multipliers(lineup, ())
    if lineup.captain in base:
        base[lineup.captain] *= captain_multiplier(lineup.chip)
    return sum(squad[p].points * m for p, m in base.items())
