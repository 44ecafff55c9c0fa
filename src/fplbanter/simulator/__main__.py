"""`python -m fplbanter.simulator`: see `serve.py`."""

from fplbanter.simulator.serve import main

if __name__ == "__main__":
    main()
