"""FPL Banter: live tables and banter for Fantasy Premier League mini-leagues."""

__version__ = "0.1.0"
