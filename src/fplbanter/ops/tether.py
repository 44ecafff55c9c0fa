"""
Run a program that does not outlive its parent (Linux): a script, not a module.

    python -I -S tether.py PARENT_PID PROGRAM ARGUMENT...

It is a small program of its own, since code between fork and exec of a process
with threads may hang; the tie to the parent survives the exec.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int) -> None:
    """Ask the kernel to kill this process when the one that started it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        # The parent was gone before the kernel was asked.
        sys.exit("the process that started this one is gone")


def main() -> None:
    """Become the program that is named on the command line."""
    parent, program, *arguments = sys.argv[1:]
    die_with_parent(int(parent))
    try:
        os.execv(program, [program, *arguments])  # noqa: S606
    except OSError as error:
        sys.exit(f"cannot execute {program}: {error.strerror}")


if __name__ == "__main__":
    main()
