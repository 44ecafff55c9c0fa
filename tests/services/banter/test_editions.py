"""Which edition a ruling becomes, and who is cleared by it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.store.rulings import ANN, BEN, CLEO, NOW, judgement, ruling

from fplbanter.banter.verdict import Coverage, Scope
from fplbanter.game.model import Gameweek, Phase
from fplbanter.services.banter.editions import Step, Way, step
from fplbanter.store.ruled import Cleared, Standing, StoredRuling

THIRTEEN = Gameweek(13)
OVER = (Phase.PROVISIONAL, Phase.FINAL)
PLAYED = (Phase.UPCOMING, Phase.LIVE)


def standing(of: StoredRuling) -> Standing:
    return Standing(of, of.digest)


def first(given: StoredRuling) -> StoredRuling:
    """Return a ruling as its first edition is stored."""
    found = step(None, given)
    assert found is not None
    assert (found.way, found.ruling.edition) == (Way.EDITION, 1)
    return found.ruling


def after(old: StoredRuling, new: StoredRuling) -> Step:
    found = step(standing(old), new)
    assert found is not None
    return found


TOLD = first(ruling(judgement(ANN)))


@pytest.mark.parametrize("phase", OVER)
def test_once_it_is_over_what_names_somebody_is_told(phase: Phase) -> None:
    """Whom it names is named publicly."""
    assert first(ruling(judgement(ANN), phase=phase)).told


@pytest.mark.parametrize("phase", PLAYED)
def test_while_it_is_played_nothing_is_told(phase: Phase) -> None:
    """It may be another at any minute."""
    assert not first(ruling(judgement(ANN), phase=phase)).told


def test_where_nobody_is_named_nobody_can_be_cleared() -> None:
    """The first to be named, when more has been read, stand in the first edition."""
    nobody = first(ruling(judgement()))
    found = after(nobody, ruling(judgement(ANN)))
    assert not nobody.told
    assert (found.way, found.ruling.edition) == (Way.PLACE, 1)
    assert found.ruling.told


def test_the_same_again_is_nothing() -> None:
    """Whenever it was judged."""
    later = ruling(judgement(ANN), at=NOW + timedelta(days=1))
    assert step(standing(TOLD), later) is None


def test_a_live_ruling_gives_way_without_a_trace() -> None:
    """The edition stays the first, until it is told."""
    live = first(ruling(judgement(ANN), phase=Phase.LIVE))
    found = after(live, ruling(judgement(BEN), phase=Phase.LIVE))
    assert (found.way, found.ruling.edition) == (Way.PLACE, 1)
    assert found.ruling.exonerated == ()
    told = after(found.ruling, ruling(judgement(CLEO)))
    assert (told.way, told.ruling.told) == (Way.PLACE, True)


def test_a_change_of_holders_is_the_next_edition_and_clears() -> None:
    """Each with the number he held it with."""
    found = after(TOLD, ruling(judgement(BEN, value=12)))
    assert (found.way, found.ruling.edition) == (Way.EDITION, 2)
    assert found.ruling.told
    assert found.ruling.exonerated == (Cleared(ANN, 14),)


def test_who_still_holds_it_is_not_cleared() -> None:
    """Of two who shared it one may be left, or a third be added."""
    shared = first(ruling(judgement(ANN, BEN)))
    assert after(shared, ruling(judgement(ANN))).ruling.exonerated == (
        Cleared(BEN, 14),
    )
    assert after(shared, ruling(judgement(ANN, BEN, CLEO))).ruling.exonerated == ()


def test_a_verdict_that_is_gone_clears_too() -> None:
    """Where the correction leaves nobody who has done it."""
    found = after(TOLD, ruling(judgement()))
    assert found.ruling.exonerated == (Cleared(ANN, 14),)
    again = after(found.ruling, ruling(judgement(ANN)))
    assert (again.way, again.ruling.edition) == (Way.EDITION, 3)


def test_another_number_is_the_next_edition_and_clears_nobody() -> None:
    """What was told was wrong, though not about whom."""
    found = after(TOLD, ruling(judgement(ANN, value=15)))
    assert (found.way, found.ruling.edition) == (Way.EDITION, 2)
    assert found.ruling.exonerated == ()


def test_what_becomes_final_stays_the_same_edition() -> None:
    """And keeps whom it cleared, and when it did."""
    cleared = after(TOLD, ruling(judgement(BEN))).ruling
    later = NOW + timedelta(days=1)
    found = after(cleared, ruling(judgement(BEN), phase=Phase.FINAL, at=later))
    assert (found.way, found.ruling.edition) == (Way.PLACE, 2)
    assert found.ruling.exonerated == (Cleared(ANN, 14),)
    assert (found.ruling.judged_at, found.ruling.read_at) == (NOW, later)


@pytest.mark.parametrize(
    "new",
    [
        ruling(judgement(BEN), members="four"),
        ruling(judgement(BEN, coverage=Coverage(2, 3))),
        ruling(judgement(BEN, version=2)),
    ],
    ids=["other members", "more was read", "another rule"],
)
def test_what_fpl_has_not_corrected_clears_nobody(new: StoredRuling) -> None:
    """The next edition says what is so now; nobody was wronged by FPL."""
    found = after(TOLD, new)
    assert (found.way, found.ruling.edition) == (Way.EDITION, 2)
    assert found.ruling.exonerated == ()


def test_older_facts_change_nothing() -> None:
    """A judge that was slow gives way to who has read since."""
    late = ruling(judgement(BEN), at=NOW - timedelta(seconds=1))
    assert step(standing(TOLD), late) is None


def season(judged_up_to: Gameweek, *holders: int) -> StoredRuling:
    who = [e for e in (ANN, BEN, CLEO) if e in holders]
    judged = judgement(*who, scope=Scope.SEASON, gameweek=judged_up_to)
    return ruling(judged, period=0, gameweek=judged_up_to)


def test_a_season_goes_on_without_clearing_anybody() -> None:
    """It moves by nature; only within a gameweek is a change a correction."""
    twelve = first(season(Gameweek(12), ANN))
    found = after(twelve, season(THIRTEEN, BEN))
    assert (found.way, found.ruling.edition) == (Way.PLACE, 1)
    assert found.ruling.exonerated == ()
    corrected = after(found.ruling, season(THIRTEEN, CLEO))
    assert (corrected.ruling.edition, corrected.ruling.exonerated) == (
        2,
        (Cleared(BEN, 14),),
    )


def test_a_season_that_cleared_somebody_is_kept_when_it_goes_on() -> None:
    """Who was cleared can still be read a gameweek later."""
    twelve = first(season(Gameweek(12), ANN))
    corrected = after(twelve, season(Gameweek(12), BEN)).ruling
    found = after(corrected, season(THIRTEEN, CLEO))
    assert (found.way, found.ruling.edition) == (Way.EDITION, 3)
    assert found.ruling.exonerated == ()


def test_a_season_never_goes_back() -> None:
    """Whoever judges an older gameweek late has nothing to say of the season."""
    thirteen = first(season(THIRTEEN, ANN))
    assert step(standing(thirteen), season(Gameweek(12), BEN)) is None


def test_what_a_ruling_was_before_does_not_follow_it() -> None:
    """Edition and clearing are decided here, whatever the new one says of itself."""
    odd = replace(ruling(judgement(BEN)), edition=9, exonerated=(Cleared(CLEO, 1),))
    assert after(TOLD, odd).ruling.exonerated == (Cleared(ANN, 14),)
    assert after(TOLD, odd).ruling.edition == 2
