"""
How many files and connections this process and its servers may have open.

Every reader, every page of data and every connection is one. With too few of
them mongod aborts in the middle of its start, and Valkey takes no connection.
"""

import resource
from contextlib import suppress
from typing import Final

from fplbanter.errors import StartupError

WANTED: Final = 8_192
LEAST: Final = 512
"""With fewer mongod alone would have to go without its data files."""


def allow_open_files(wanted: int = WANTED, least: int = LEAST) -> int:
    """
    Allow as many open files as are wanted and permitted, here and to children.

    Returns how many that are. Raises StartupError with the cure for too few.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
            soft = allowed
    if soft != resource.RLIM_INFINITY and soft < least:
        raise StartupError(
            f"Only {soft} files may be open at once here, and FPL Banter needs {least}: "
            f"raise the limit (`ulimit -n {wanted}`; for a service, LimitNOFILE)."
        )
    return soft
