"""Which stats tell nearly the same story, and which of them people enjoy most."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from fplbanter.banter.catalogue import catalogue

ENJOYED = (
    "benched_beast",
    "captain_catastrophe",
    "differential_genius",
    "wooden_spoon",
    "gameweek_rocket",
    "sold_a_scorer",
    "grass_is_greener",
    "panic_merchant",
    "on_the_charge",
    "bottle_job",
    "chip_flop",
    "copycat",
    "nail_biter",
    "heartbreaker",
)
"""What people enjoy most, in order (banter-stats.md 3.10); then the catalogue's."""

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "bench": ("benched_beast", "bench_warmer", "bench_regret"),
    "captain": (
        "captain_catastrophe",
        "captain_fantastic",
        "captain_killer",
        "points_left_on_the_table",
        "captain_accuracy",
        "sheep",
        "maverick_armband",
        "wrong_armband",
        "captain_swing",
        "vice_saves_the_day",
        "triple_captain_flop",
        "triple_captain_hit",
    ),
    "best": ("gameweek_rocket", "improver", "weekly_wins", "world_beater"),
    "worst": ("wooden_spoon", "rock_bottom"),
    "top": (
        "new_leader",
        "king_of_the_hill",
        "form_dominance",
        "power_ranking",
        "overall_rank_king",
    ),
    "up": ("on_the_charge", "comeback_king", "gap_closer"),
    "down": ("bottle_job", "basement_dweller"),
    "transfers": (
        "grass_is_greener",
        "sold_a_scorer",
        "bought_a_red",
        "transfer_tornado",
        "the_sleeper",
        "panic_merchant",
        "hit_roi",
        "hit_roi_in_three",
        "pglt",
        "trendy",
        "dream_timing",
        "free_transfer_hoarder",
        "late_raider",
        "copycat",
    ),
    "tinkering": ("tinkering_ledger", "set_and_forget"),
    "loyalty": ("loyalist", "stubborn_love"),
    "duels": ("nail_biter", "heartbreaker", "all_play_luck"),
    "chips": ("chip_king", "chip_flop"),
}
"""Stats of one family are not headlines together; who is not here has none."""


def family(stat: str) -> str:
    """Return a stat's family; one without is a family of its own."""
    return _families().get(stat, stat)


def enjoyment(stat: str) -> Fraction:
    """Return how much people enjoy a stat, from 1 for the most down to over 0."""
    order = _order()
    return 1 - Fraction(order[stat], len(order))


@cache
def _families() -> Mapping[str, str]:
    return {stat: name for name, stats in FAMILIES.items() for stat in stats}


@cache
def _order() -> Mapping[str, int]:
    """Give every stat its place, those of `ENJOYED` the first."""
    order = dict.fromkeys((*ENJOYED, *catalogue()))
    return {stat: place for place, stat in enumerate(order)}
