"""`python -m fplbanter` and the command `fplbanter`."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C ends it quietly, however early it comes."""
    try:
        from fplbanter.cli import app

        app()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
