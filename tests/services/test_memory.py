"""Nothing grows without bound, however many leagues and numbers are tried."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.pretend import asked, fill, forget, standings

from fplbanter.clock import FrozenClock
from fplbanter.errors import NotFound, UpstreamBusy, UpstreamChanged
from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.services import board, intake, refusals, rosters, tables
from fplbanter.services.product import Product
from fplbanter.services.recent import Recent
from fplbanter.services.refusals import Refusals
from fplbanter.simulator.simulator import Simulator

NOW = datetime(2026, 10, 17, 15, 0, tzinfo=UTC)


def test_the_longest_unused_gives_way() -> None:
    """A value that is asked for stays; one that nobody wants is forgotten."""
    recent: Recent[str, int] = Recent(2)
    recent.put("a", 1)
    recent.put("b", 2)
    assert recent.get("a") == 1
    recent.put("c", 3)
    assert ("a" in recent, "b" in recent, "c" in recent) == (True, False, True)
    assert recent.get("b") is None
    recent.drop("a")
    recent.drop("a")
    assert len(recent) == 1
    recent.clear()
    assert len(recent) == 0


def test_heavy_values_push_out_more_than_one() -> None:
    """What counts is the weight of all; the newest always stays."""
    recent: Recent[str, str] = Recent(10, len)
    for key in ("a", "b", "c"):
        recent.put(key, "xxx")
    recent.put("d", "xxxxxx")
    assert [key for key in "abcd" if key in recent] == ["c", "d"]
    recent.put("d", "x")
    recent.put("e", "xxxxxx")
    assert [key for key in "abcde" if key in recent] == ["c", "d", "e"]
    recent.put("huge", "x" * 100)
    assert len(recent) == 1


class Ticking(FrozenClock):
    """A frozen clock whose seconds are its own."""

    def elapsed(self) -> float:
        return self.now().timestamp()


@pytest.mark.parametrize(
    "error",
    [NotFound("no"), UpstreamChanged("odd", field="id"), UpstreamBusy("wait")],
)
def test_a_no_holds_for_a_while_and_is_raised_as_it_came(error: Exception) -> None:
    """With all that it says; afterwards it is asked for again."""
    clock = Ticking(NOW)
    noes = Refusals(clock)
    noes.note(7, error, 60.0)  # type: ignore[arg-type]
    for _ in range(3):
        with pytest.raises(type(error)) as raised:
            noes.raise_known(7)
        assert raised.value is error
    noes.raise_known(8)
    clock.move_to(NOW + timedelta(seconds=60))
    noes.raise_known(7)
    assert noes.find(7) is None


def test_noes_are_remembered_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody may try every number there is."""
    monkeypatch.setattr(refusals, "KEPT", 100)
    noes = Refusals(Ticking(NOW))
    for number in range(1_000):
        noes.note(number, NotFound("no"), 60.0)
    known = [number for number in range(1_000) if noes.find(number)]
    assert known == list(range(900, 1_000))


@pytest.mark.anyio
async def test_tables_and_rosters_stay_within_bounds(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many gameweeks of a league are looked at, few are kept."""
    await fill(product, 902)
    for gameweek in range(1, 8):
        await standings(product, 902, gameweek=gameweek)
    assert len(product.tables._kept) == 7
    assert len(product.tables.rosters._kept) == 7
    for kept in (product.tables._kept, product.tables.rosters._kept):
        monkeypatch.setattr(kept, "_limit", 11)
        kept.clear()
    for gameweek in range(1, 8):
        await standings(product, 902, gameweek=gameweek)
    # Four members and one for the league itself: two of them weigh ten.
    assert len(product.tables._kept) <= 2
    assert len(product.tables.rosters._kept) == 2
    assert (tables.ROWS_KEPT, rosters.MEMBERS_KEPT) == (20_000, 20_000)


@pytest.mark.anyio
async def test_few_gameweeks_points_are_kept(
    product: Product, simulator: Simulator
) -> None:
    """A final gameweek that was dropped from memory comes back from the store."""
    for gameweek in range(1, 8):
        await product.season_reader.refresh_live(Gameweek(gameweek))
    assert len(product.board._live) == board.KEPT_GAMEWEEKS
    forget(simulator)
    for gameweek in range(1, 8):
        assert (await product.board.snapshot(Gameweek(gameweek))).stats
        assert not await product.board.lacks_points(Gameweek(gameweek))
    assert len(product.board._snapshots) <= board.KEPT_GAMEWEEKS
    assert asked(simulator) == []


@pytest.mark.anyio
async def test_tries_are_remembered_within_bounds(product: Product) -> None:
    """Looking at many leagues leaves a bounded trace."""
    intakes = product.intakes
    for number in range(1, intake.KEPT + 101):
        assert intakes._may_try((LeagueId(number), Gameweek(7)))
    assert len(intakes._tried) == intake.KEPT
    assert not intakes._may_try((LeagueId(intake.KEPT), Gameweek(7)))


@pytest.mark.anyio
async def test_entries_that_do_not_exist_are_asked_for_once(
    product: Product, simulator: Simulator
) -> None:
    """The same number again and again costs FPL one request a minute."""
    unknown = EntryId(2_000_000_000)
    for _ in range(5):
        with pytest.raises(NotFound):
            await product.entry(unknown)
        with pytest.raises(NotFound):
            await product.lineup(unknown)
    assert len(asked(simulator)) == 2
    simulator.clock.advance(61)
    with pytest.raises(NotFound):
        await product.entry(unknown)
    assert len(asked(simulator)) == 3
