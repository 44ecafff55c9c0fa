"""The directory that holds everything of one run: private, and held by one only."""

import errno
import fcntl
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from fplbanter.errors import StartupError

# What fits into `sockaddr_un`, less its closing zero byte.
SOCKET_PATH_LIMIT = 103 if sys.platform == "darwin" else 107

_PREFIX = "fplbanter-"
_LONGEST_SOCKET = "mongod.sock"


@contextmanager
def held(directory: Path) -> Iterator[None]:
    """
    Hold `directory` for this process alone, made when it is missing.

    Raises `StartupError` when it cannot be written or when another run has it;
    a run that was killed leaves nothing that would have to be cleared.
    """
    make_private(directory)
    with _open(directory / "lock") as file:
        _lock(file, directory)
        yield


def make_private(folder: Path) -> Path:
    """Make `folder` if it is missing, for its owner only, and check it is ours."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise cannot_write(folder, error) from None
    return folder


@contextmanager
def socket_folder(directory: Path, limit: int = SOCKET_PATH_LIMIT) -> Iterator[Path]:
    """
    Give a folder for sockets: `directory` itself where a client can use its paths.

    Else a private one in the system's folder for temporary files, which the link
    `sockets` points to while it is there. `limit` is in bytes. Raises
    `StartupError` when that is no better.
    """
    link = directory / "sockets"
    _remove_linked(link)
    if _usable(directory, limit):
        yield directory
        return
    _link_private_folder(link)
    folder = link.readlink()
    try:
        if not _usable(folder, limit):
            raise _no_place(directory)
        yield folder
    finally:
        _remove_linked(link)


def _link_private_folder(link: Path) -> None:
    try:
        link.symlink_to(tempfile.mkdtemp(prefix=_PREFIX))
    except OSError as error:
        raise cannot_write(link.parent, error) from None


def _open(path: Path) -> IO[str]:
    try:
        return path.open("a+")
    except OSError as error:
        raise cannot_write(path.parent, error) from None


def _lock(file: IO[str], directory: Path) -> None:
    file.seek(0)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise StartupError(
            f"Another run (process {file.read().strip() or 'unknown'}) is using {directory}: stop "
            "it, or give this one a directory of its own with FPLBANTER_DATA_DIR."
        ) from None
    except OSError as error:
        raise cannot_write(directory, error) from None
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()


def _usable(folder: Path, limit: int) -> bool:
    """Say whether sockets there can be bound, and be found by MongoDB's client."""
    path = str(folder / _LONGEST_SOCKET)
    if len(os.fsencode(path)) > limit:
        return False
    # PyMongo makes the path lower case, as it would the name of a host.
    lower = Path(str(folder).lower())
    return lower == folder or (lower.exists() and lower.samefile(folder))


def _remove_linked(link: Path) -> None:
    """Remove a socket folder, also one that a killed run has left behind."""
    if link.is_symlink():
        target = link.readlink()
        if target.name.startswith(_PREFIX):
            shutil.rmtree(target, ignore_errors=True)
        link.unlink()


def _no_place(directory: Path) -> StartupError:
    return StartupError(
        f"The path of a socket in {directory} would be too long (or has capital "
        f"letters), and so would one in {tempfile.gettempdir()}: set FPLBANTER_DATA_DIR "
        "to a shorter path in small letters."
    )


def cannot_write(folder: Path, error: OSError) -> StartupError:
    """Return the words, with the cure, for a folder that refuses a file."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return StartupError(
            f"The disk of {folder} is full: make room (about 500 MB), or give "
            "FPLBANTER_DATA_DIR on another disk."
        )
    return StartupError(
        f"Cannot write in {folder} ({error.strerror}): give FPLBANTER_DATA_DIR of a "
        "directory that you may write in."
    )
