"""
The demo without the two leagues that take minutes of a busy machine to read.

    python -m tests.faults.small_demo
"""

import sys

from fplbanter.__main__ import main
from fplbanter.wiring import demo

if __name__ == "__main__":
    demo.BIG_LEAGUES = ()
    sys.argv = ["fplbanter", "demo"]
    main()
