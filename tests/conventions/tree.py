"""The project's files, as git sees them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "fplbanter"


@cache
def files() -> tuple[Path, ...]:
    """List what is tracked, or would be with the next commit."""
    listed = subprocess.run(  # noqa: S603  The arguments are these.
        ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z"],  # noqa: S607
        check=True,
        capture_output=True,
        text=True,
    )
    paths = {ROOT / name for name in listed.stdout.split("\0") if name}
    return tuple(sorted(path for path in paths if path.is_file()))


def python_files(folder: Path = ROOT) -> list[Path]:
    """List the Python files under a folder."""
    return [p for p in files() if p.suffix == ".py" and p.is_relative_to(folder)]


def name(path: Path) -> str:
    """Name a file from the project's root."""
    return path.relative_to(ROOT).as_posix()
