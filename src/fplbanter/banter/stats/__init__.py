"""One file is one stat, and its name is the stat's key. How to: `banter/__init__.py`."""
