"""How hard a joke may be."""

from enum import StrEnum


class Heat(StrEnum):
    """From a nudge to a roast; each mocks what was done, never who did it."""

    MILD = "mild"
    PROPER = "proper"
    SAVAGE = "savage"
