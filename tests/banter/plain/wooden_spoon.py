"""Row 5 again: min net; goals, assists, more transfers, then a coin kept for ever."""

from hashlib import sha256

from tests.banter.plain.season import Holders, Numbers, Weeks


def week(weeks: Weeks, gameweek: int) -> Numbers:
    return {e: picks.net for e, picks in weeks[gameweek].members.items()}


def holders(weeks: Weeks, gameweek: int) -> Holders:
    now = weeks[gameweek]
    least = min(picks.net for picks in now.members.values())
    worst = []
    for entry, picks in now.members.items():
        if picks.net != least:
            continue
        goals = sum(now.players[p].goals for p in picks.counted)
        assists = sum(now.players[p].assists for p in picks.counted)
        league = 950 if now.matches else 900
        coin = sha256(f"2026-27/{league}/{gameweek}/{entry}".encode()).hexdigest()
        worst.append((goals, assists, -picks.transfers, coin, entry))
    return [((min(worst)[4],), least)]


def season(weeks: Weeks, gameweek: int) -> Numbers:
    found: Numbers = {}
    for number in range(min(weeks), gameweek + 1):
        for entry, value in week(weeks, number).items():
            if entry not in found or value < found[entry]:
                found[entry] = value
    return found
