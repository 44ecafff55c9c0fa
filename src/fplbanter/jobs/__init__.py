"""
BACKGROUND WORK. One file is one job.

A job decides when something is due and calls a service; it works nothing out
and asks neither FPL nor the store by itself. Start reading at `poller.py`.
"""
