"""
MATCHDAY: what changed between two reads of FPL, and its way to everybody.

One way: gateway -> translate -> `diff(before, after)` -> store -> publish, with the
next version of each topic -> every web process -> browser. Comparing is pure
(`state.py`, `diff.py`, `events.py`); one process leads (`leading.py`); changes are
kept before they are published (`publishing.py`), and each process hands them on to
its own readers (`hub.py`).

It asks FPL nothing by itself and knows no doors. Start reading at `state.py`.
"""
