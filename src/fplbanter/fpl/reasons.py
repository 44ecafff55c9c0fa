"""Why an answer of FPL was refused: the words that are counted and kept."""

from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """
    Why an answer was refused, though FPL gave it as a good one.

    These are labels of a metric: their number is bounded, and a word stays.
    """

    STATUS = "status"
    """A status that FPL's API has not, such as a redirect."""

    ENCODING = "encoding"
    """Packed in a way that was not asked for."""

    CUT = "cut"
    """It ended before its end."""

    TOO_LARGE = "too_large"
    NOT_JSON = "not_json"
    TOO_DEEP = "too_deep"

    WRONG_KIND = "wrong_kind"
    """JSON, but a list in place of an object, or a bare value."""

    SHAPE = "shape"
    """A part that cannot be done without is missing or makes no sense."""

    EMPTY = "empty"
    """No rows where there were some before."""

    OTHER_QUESTION = "other_question"
    """It answers something else: another entry, league or gameweek."""

    OTHER_SEASON = "other_season"

    STRANGERS = "strangers"
    """Players or matches that this season does not have."""

    BACKWARDS = "backwards"
    """Older than what is known already."""


DOUBTFUL: Final = (Reason.BACKWARDS, Reason.EMPTY)
"""
Answers that may be right and are not believed yet.

FPL is well: it is no outage, and it is asked again soon, since several in a row
that agree are believed.
"""
