"""What can happen on a matchday, and what names it."""

from enum import StrEnum
from typing import Final, NamedTuple

from fplbanter.game.model import FixtureId, PlayerId


class MatchEventKind(StrEnum):
    """
    Kinds of events, in the order in which those of one read are told.

    CORRECTED is what goes back, or moves after FPL has settled it. POINTS is
    what no other kind explains, so that a player's events always add up.
    """

    MATCH_STARTED = "match_started"
    GOAL = "goal"
    OWN_GOAL = "own_goal"
    ASSIST = "assist"
    PENALTY_SAVED = "penalty_saved"
    PENALTY_MISSED = "penalty_missed"
    RED_CARD = "red_card"
    YELLOW_CARD = "yellow_card"
    CLEAN_SHEET_LOST = "clean_sheet_lost"
    GOALS_CONCEDED = "goals_conceded"
    SAVES = "saves"
    DEFENSIVE_CONTRIBUTION = "defensive_contribution"
    BONUS = "bonus"
    CORRECTED = "corrected"
    POINTS = "points"
    APPEARANCE = "appearance"
    CLEAN_SHEET = "clean_sheet"
    MATCH_ENDED = "match_ended"
    GAMEWEEK_SETTLED = "gameweek_settled"


QUIET: Final = frozenset({MatchEventKind.APPEARANCE, MatchEventKind.CLEAN_SHEET})
"""What comes to twenty at once, with the minutes: it moves points and is no news."""

ORDER: Final = {kind: place for place, kind in enumerate(MatchEventKind)}


class What(NamedTuple):
    """
    What is counted: goals of that player in that fixture.

    Zero stands for none: the start of a match is nobody's, and points that FPL
    gives without a line belong to no fixture.
    """

    kind: MatchEventKind
    fixture_id: FixtureId = FixtureId(0)
    player_id: PlayerId = PlayerId(0)

    def __str__(self) -> str:
        """Name it: "goal:12:17", "match_started:12", "gameweek_settled"."""
        ids = [self.fixture_id, self.player_id]
        while ids and not ids[-1]:
            ids.pop()
        return ":".join(map(str, (self.kind.value, *ids)))
