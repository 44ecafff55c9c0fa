"""Every stat has its wordings; every wording is fit to be told."""

import itertools
import re
from difflib import SequenceMatcher

import pytest
from tests.words.english import (
    ALWAYS,
    SOMETIMES,
    counts,
    english,
    every,
    scopes,
    told,
    values,
    wordings,
)

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.stat import Stat
from fplbanter.banter.verdict import Scope
from fplbanter.words.heat import Heat
from fplbanter.words.wording import Wording

STATS = list(catalogue().values())
LONGEST = 110
"""Characters, with a name of 15; a line of a chat on a small screen, or two."""
UNKIND = re.compile(
    r"\b(he|she|his|hers?|him|himself|herself|m[ae]n|wom[ae]n|boys?|girls?|lads?|blokes?"
    r"|guys?|kings?|queens?|gods?|heaven|pray\w*|bless\w*|holy|sins?|hell|damn\w*"
    r"|stupid\w*|dumb|idiot\w*|fools?|foolish|morons?|clowns?|losers?|clueless|brain\w*"
    r"|ugly|fat|bald|blind\w*|deaf|lame|mad|madness|crazy|insane|sick|ill|disease\w*"
    r"|drunk\w*|gay|foreign\w*|arse\w*|bum|crap|shit\w*|bloody|bastard\w*|kill\w*|die[sd]?)\b",
    re.IGNORECASE,
)
"""Looks, minds, origins, gender, faith, health and swearing are nobody's decision."""

SINGULAR = (
    "is|was|has|does|goes|says|keeps|makes|takes|leads|wins|loses|pays|buys|knows"
)

each_stat = pytest.mark.parametrize("stat", STATS, ids=lambda stat: stat.key)


def test_every_stat_has_its_wordings_and_nothing_else_has() -> None:
    """A stat without `words/catalogues/en/stats/<key>.ftl` cannot be told."""
    assert sorted(english().stats()) == sorted(catalogue())


@each_stat
def test_a_stat_has_at_least_eight_wordings_two_in_each_heat(stat: Stat) -> None:
    """The same joke every week is none; in each scope there are two of each heat."""
    assert len(every(stat)) >= 8
    assert len(wordings(stat, stat.scope)) >= 8
    for scope in scopes(stat):
        for heat in Heat:
            assert sum(w.heat is heat for w in wordings(stat, scope)) >= 2, scope


@each_stat
def test_each_heat_opens_both_ways_whatever_is_known(stat: Stat) -> None:
    """So a list never begins each line alike, and a missing fact breaks nothing."""
    for scope, heat in itertools.product(scopes(stat), Heat):
        plain = [
            w for w in wordings(stat, scope) if w.heat is heat and w.needs <= ALWAYS
        ]
        assert {w.opens_with_name for w in plain} == {True, False}, (scope, heat)


@each_stat
def test_a_wording_uses_only_facts_that_there_are(stat: Stat) -> None:
    """A fact that nobody ever gives would leave a wording untold for ever."""
    for wording in every(stat):
        assert wording.needs <= ALWAYS | SOMETIMES, wording.key
        assert "name" in wording.needs, wording.key


@each_stat
def test_a_wording_is_one_short_line_whatever_the_numbers(stat: Stat) -> None:
    """One, two or five holders, one point or many: no gap, no leftover, no essay."""
    for scope in scopes(stat):
        for wording in wordings(stat, scope):
            for count, value in itertools.product(counts(wording), values(stat, scope)):
                line = told(wording, scope, count, value)
                assert not re.search(r"[{}$\n]|\?\?\?|  | [.,:;!?]|NUMBER", line), line
                assert line[0].isupper() or line[0].isdigit(), line
                assert line[-1] in ".?!", line
                assert 15 <= len(line) <= LONGEST + (10 if count > 2 else 0), line


@each_stat
def test_a_wording_agrees_with_one_and_with_several(stat: Stat) -> None:
    """`Ana and Tom was` and `1 points` are nowhere."""
    for scope in scopes(stat):
        both = ((w, c) for w in wordings(stat, scope) for c in counts(w))
        for wording, count in both:
            line = told(wording, scope, count, 1)
            assert not re.search(
                r"(?<![\d.,])1 (?!this\b)\w+?(?<!s)s\b(?! of)", line
            ), line
            if count == 2:
                wrong = rf"(?<!of )(?<!by )Ana and Tom ({SINGULAR})\b"
                assert not re.search(wrong, line), line


@each_stat
def test_a_wording_mocks_decisions_and_never_the_person(stat: Stat) -> None:
    """No word about anybody's looks, mind, origin, gender, faith or health."""
    for scope in scopes(stat):
        for wording in wordings(stat, scope):
            line = told(wording, scope, 1, 12)
            assert not UNKIND.search(line), line


@each_stat
def test_no_two_wordings_of_a_stat_are_nearly_the_same(stat: Stat) -> None:
    """Two that share half their words are one wording."""
    for one, other in itertools.combinations(every(stat), 2):
        first, second = bare(one), bare(other)
        words = set(first.split()), set(second.split())
        shared = len(words[0] & words[1]) / len(words[0] | words[1])
        alike = SequenceMatcher(None, first, second, autojunk=False).ratio()
        assert max(shared * 1.5, alike) <= 0.75, (first, second)


def test_no_wording_is_told_of_two_stats() -> None:
    """Each stat has its own jokes."""
    seen: dict[str, str] = {}
    for stat in STATS:
        for wording in every(stat):
            assert seen.setdefault(bare(wording), stat.key) == stat.key


@each_stat
def test_a_stat_s_file_holds_nothing_that_is_never_told(stat: Stat) -> None:
    """Each message in it is one of the stat's, for a scope that the stat has."""
    known = {w.message for w in every(stat)}
    found = {
        m for m in english().messages() if m == stat.key or m.startswith(f"{stat.key}-")
    }
    longer = {s.key for s in STATS if s.key.startswith(f"{stat.key}_")}
    assert {m for m in found if not any(m.startswith(k) for k in longer)} == known


def bare(wording: Wording) -> str:
    """Tell it, and leave out names and numbers."""
    scope = Scope.GAMEWEEK if "gameweek" in wording.message else Scope.SEASON
    line = told(wording, scope, 1, 14)
    names = r"Hazel Underwood|Gibbs-White|Mitrović"
    return re.sub(rf"{names}|[\d,.:?!]+", " ", line).lower()
