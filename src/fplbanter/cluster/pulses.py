"""
Which processes of this machine are asleep: frozen, or killed.

To Valkey a process that is frozen, dead or cut off is the same: it is silent. The
machine knows more. Each process writes the moment at which it was last awake into a
file of its own, in memory, ten times a second; the others read how old that is. One
that is cut off, and may spend its share, goes on writing; one that sleeps does not,
and spends nothing for long after it wakes (see `contact.py`).

A moment is one of the kernel's monotonic clock, the same for all its processes: the
directory is named for the boot, and for the container's clock where it has its own.
Where there is none of this (another system, another container, memory that cannot be
written) nobody is seen, and who is silent counts as awake: that is safe.
"""

import os
import stat
import struct
import time
from collections.abc import Iterable
from contextlib import suppress
from logging import getLogger
from pathlib import Path
from typing import Final

_MOMENT: Final = struct.Struct("=d")
_MEMORY: Final = Path("/dev/shm")  # noqa: S108  Every process keeps to its own user's.
_FORGOTTEN: Final = 3600.0
"""Seconds after which the file of a process that died is cleared away."""

_log = getLogger(__name__)


class Pulses:
    """The pulse of this process, and those of the others in the same directory."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._path: Path | None = None
        self._file: int | None = None

    def give(self, member: str, now: float) -> None:
        """Note that `member`, this process, is awake; `now` is the machine's time."""
        if self._path is None:
            self._begin(member)
        if self._file is not None:
            with suppress(OSError):
                os.pwrite(self._file, _MOMENT.pack(now), 0)

    def asleep(self, members: Iterable[str], now: float, since: float) -> list[str]:
        """Return those whose last pulse is known, and older than `since` seconds."""
        return [
            member
            for member in members
            if (at := self._last_of(member)) is not None and now - at > since
        ]

    def end(self, *, forget: bool) -> None:
        """Give no more; with `forget`, as if this process had never been."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        if forget and self._path is not None:
            with suppress(OSError):
                self._path.unlink()

    def _begin(self, member: str) -> None:
        self._path = self._directory / member
        try:
            self._clear_away()
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
            self._file = os.open(self._path, flags, 0o600)
        except OSError as error:
            _log.debug("no pulse for the other processes: %s", error)

    def _last_of(self, member: str) -> float | None:
        """Read a pulse; names come from Valkey, and none of them is a path."""
        if not member.isalnum():
            return None
        try:
            read = (self._directory / member).read_bytes()
            return float(_MOMENT.unpack(read)[0])
        except (OSError, struct.error):
            return None

    def _clear_away(self) -> None:
        """Remove what processes have left that were killed long ago."""
        long_ago = time.time() - _FORGOTTEN  # A file's age, nothing else.
        for path in self._directory.iterdir():
            with suppress(OSError):
                if path.stat().st_mtime < long_ago:
                    path.unlink()


def pulses_of_this_machine(memory: Path = _MEMORY) -> Pulses | None:
    """Return the pulses of this user's processes; None where they cannot be shared."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")
        own_clock = Path("/proc/self/ns/time")
        clock = own_clock.stat().st_ino if own_clock.exists() else 0
        directory = memory / f"fplbanter-{os.getuid()}-{boot.strip()}-{clock}"
        directory.mkdir(mode=0o700, exist_ok=True)
        found = directory.lstat()
    except (OSError, AttributeError) as error:
        _log.debug("processes of this machine do not see each other: %s", error)
        return None
    private = found.st_uid == os.getuid() and not found.st_mode & 0o077
    if not (stat.S_ISDIR(found.st_mode) and private):
        _log.warning("%s is somebody else's: who is frozen is not known", directory)
        return None
    return Pulses(directory)
