"""
THE JOKES: what can be said about a league's gameweek, month and season, with proof.

Pure: a prepared, read-only review goes in, keys and numbers come out. Never a
sentence (those are in `words/`), never I/O, a clock or randomness, and never a
rule of the game worked out again: points, substitutions and shares are `game/`'s.

How to write a stat: `make stat NAME=my_stat` if you have it, or by hand:

1.  `stats/my_stat.py` is found by its name; it defines `STAT = Stat(key="my_stat", ...)`.
2.  `weigh(review, outing) -> Number | None`: one member's number in one gameweek,
    exact (int or Fraction), fast, None where he has none. Ask `review.raw(p)`,
    `review.own(p)`, `outing.wasted`, `outing.armband`, `outing.net_points`, ...
3.  `prove(review, outing) -> Receipt`: `Line`s that add up to that number.
4.  `week=WeekRule(weigh, prove, pick=MOST | LEAST | EVERY, threshold=Threshold(least=6))`;
    equal numbers share it, unless `merit` puts one ahead.
5.  `span=total_of(weigh)` is the month's and the season's number; or `best_of`,
    `times_of`, `share_of`; `carried` for streaks and the like (all in `folds.py`).
    A stat that only adds up has no `week`; one that cannot add up has no `span`.
6.  `needs={Need.PICKS, Need.TRANSFERS, ...}`: you are only shown members who have
    them all, so never guess. `relative=True` if the number depends on other members.
7.  Guards that depend on chips are functions in `guards.py`; shared work is kept
    with `review.once(key, work)`. Rounding is for doors: `places` says how many.
8.  `tests/banter/stats/test_my_stat.py`: examples by hand (`tests/banter/league.py`).
    `tests/banter/plain/my_stat.py`: the definition again in plain loops, sharing
    nothing with this room. Then `python -m tests.conventions.test_stats`.

Start reading at `stats/benched_beast.py` (a whole stat), then `stat.py` (its
parts), `review.py` (what it may ask) and `judging.py` (how verdicts come about).
"""
