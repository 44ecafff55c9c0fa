"""What to run: FPL itself, a recording of it, or the demo; and where its data is."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from fplbanter.errors import StartupError
from fplbanter.settings import Settings


@dataclass(frozen=True, slots=True)
class Plan:
    """
    What to run: FPL itself, a `recording` of it, or the `demo`'s simulator.

    `data_name` is its directory within the data directory, and with
    `database_suffix` its database: its own.
    """

    data_name: str
    demo: bool = False
    recording: Path | None = None
    database_suffix: str = ""


DEMO = Plan("demo", demo=True, database_suffix="_demo")


def plan_up(recording: Path | None = None) -> Plan:
    """Return the plan of `fplbanter up`; raises StartupError."""
    if recording is None:
        return Plan("up")
    place = recording.expanduser().resolve()
    if not (place / "bootstrap-static.json.gz").is_file():
        raise StartupError(
            f"There is no recording at {recording}: name a directory that holds "
            "bootstrap-static.json.gz."
        )
    digest = hashlib.sha256(str(place).encode()).hexdigest()[:8]
    return Plan(
        f"recording-{place.name}-{digest}",
        recording=place,
        database_suffix=f"_recording_{digest}",
    )


def database_name(settings: Settings, plan: Plan) -> str:
    """Return a plan's database: its own, also on servers that plans share."""
    return settings.mongo_database + plan.database_suffix


def data_directory(settings: Settings, plan: Plan) -> Path:
    """Return where a plan keeps its data."""
    base = settings.data_dir
    if base is None:
        home = os.environ.get("XDG_DATA_HOME")
        base = (Path(home) if home else Path.home() / ".local/share") / "fplbanter"
    return base.expanduser().absolute() / plan.data_name
