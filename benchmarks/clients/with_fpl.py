"""
`fpl`, the asynchronous client, pointed here: aiohttp and urllib.

How: its table of addresses is made from one constant when it is imported, so the
base address in that table is replaced. Nothing else of it is touched.
"""

import asyncio
import sys

import aiohttp  # type: ignore[import-not-found]
from told import Told, expect  # type: ignore[import-not-found]
from yarl import URL  # type: ignore[import-not-found]

from fpl import FPL, constants, utils  # type: ignore[import-not-found]

LEAGUE, HEAD_TO_HEAD, ENTRY = 900, 950, 1


def point(base: str) -> None:
    """Replace FPL's base address by ours in its table."""
    for name, address in constants.API_URLS.items():
        constants.API_URLS[name] = address.replace(constants.API_BASE_URL, base)


async def season(fpl: FPL, told: Told) -> None:
    teams = await fpl.get_teams()
    told("FPL(session).get_teams()", f"{len(teams)} clubs", len(teams) == 20)
    players = await fpl.get_players()
    told("get_players()", f"{len(players)} players", len(players) > 500)
    player = await fpl.get_player(7, include_summary=True)
    rows = len(player.history)
    told("get_player(7, include_summary=True)", f"{rows} matches", rows > 0)
    fixtures = await fpl.get_fixtures()
    told("get_fixtures()", f"{len(fixtures)} matches", len(fixtures) == 380)
    some = await fpl.get_fixtures_by_gameweek(5)
    told("get_fixtures_by_gameweek(5)", f"{len(some)} matches", len(some) > 5)
    week = await fpl.get_gameweek(5, include_live=True)
    live = len(week.elements)
    told("get_gameweek(5, include_live=True)", f"{live} live", live > 500)


async def user(fpl: FPL, told: Told) -> None:
    who = await fpl.get_user(ENTRY)
    told(f"get_user({ENTRY})", who.name, bool(who.name))
    history = await who.get_gameweek_history()
    told("user.get_gameweek_history()", f"{len(history)} weeks", len(history) > 4)
    picks = await who.get_picks(5)
    told("user.get_picks(5)", f"{len(picks[5])} picks", len(picks[5]) == 15)
    chips = await who.get_chips_history()
    told("user.get_chips_history()", f"{len(chips)} chips", isinstance(chips, list))
    transfers = await who.get_transfers()
    made = isinstance(transfers, list)
    told("user.get_transfers()", f"{len(transfers)} transfers", made)


async def leagues(fpl: FPL, told: Told) -> None:
    # It asks for a login before it reads a league, which FPL does not.
    home = URL("https://users.premierleague.com/")
    fpl.session.cookie_jar.update_cookies({"csrftoken": "none"}, home)
    league = await fpl.get_classic_league(LEAGUE)
    rows = (await league.get_standings(page=2))["results"]
    told(f"get_classic_league({LEAGUE})", str(league), bool(league.league["name"]))
    told("league.get_standings(page=2)", f"{len(rows)} rows", isinstance(rows, list))
    rivals = await fpl.get_h2h_league(HEAD_TO_HEAD)
    told(f"get_h2h_league({HEAD_TO_HEAD})", str(rivals), bool(rivals.league["name"]))
    matches = await rivals.get_fixtures(gameweek=3)
    told("league.get_fixtures(gameweek=3)", f"{len(matches)} matches", bool(matches))


async def missing(fpl: FPL, told: Told) -> None:
    url = constants.API_URLS["user"].format(2_147_483_647)
    answer = await utils.fetch(fpl.session, url)
    told("fetch(an entry that is not there)", str(answer), "detail" in answer)


async def main(base: str) -> None:
    point(base)
    told = Told("fpl")
    async with aiohttp.ClientSession() as session:
        fpl = FPL(session)
        expect(fpl.current_gameweek >= 7, "the current gameweek is known")
        for look in (season, user, leagues, missing):
            await look(fpl, told)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
