"""Banter made by hand: heroes, victims, receipts that add up, and one cleared."""

from dataclasses import replace
from datetime import timedelta

from tests.web.pages.examples import (
    ARABIC_NAME,
    FRESH,
    GAMEWEEK,
    LONG_NAME,
    NOW,
    PLAYERS,
    PUB,
    QUOTE_NAME,
    SCRIPT_NAME,
    SEASON,
    TURNED_NAME,
)

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.stat import Stat
from fplbanter.banter.verdict import Refusal, Scope
from fplbanter.game.model import EntryId, Gameweek, Phase
from fplbanter.services.answers import Coverage, Page
from fplbanter.services.answers.banter import (
    Exoneration,
    Figure,
    Holder,
    LeagueBanter,
    Proof,
    ReceiptRow,
    RefusedLine,
    StatCard,
    VerdictLine,
)

STATS = catalogue()


def holder(entry_id: int, name: str, manager: str = "Priya Natarajan") -> Holder:
    return Holder(EntryId(entry_id), name, manager)


PRIYA = holder(900001, "Expected Toulouse")
TOM = holder(900002, "Haalandaise Sauce", "Tom O\u2019Shea")
SCRIPT = holder(900004, SCRIPT_NAME, LONG_NAME)
LONG = holder(900008, LONG_NAME)
TURNED = holder(900012, TURNED_NAME)
ARABIC = holder(900016, ARABIC_NAME)
QUOTE = holder(900022, QUOTE_NAME)


def card(stat: Stat) -> StatCard:
    return StatCard(
        key=stat.key,
        number=stat.number,
        title=stat.title,
        emoji=stat.emoji,
        side=stat.side,
        scope=stat.scope,
        scopes=(stat.scope,),
        unit=stat.unit,
        definition=stat.definition,
        example=stat.example,
        threshold="From 6 points." if stat.number < 3 else "",
        places=stat.places,
        relative=stat.relative,
        version=stat.version,
    )


CARDS = tuple(card(stat) for stat in STATS.values())


def row(
    player: str = "",
    points: Figure = 0,
    times: Figure = 1,
    text: str = "",
    *,
    counts: bool = True,
    minutes: int | None = 90,
    ownership: float | None = None,
    gameweek: int | None = None,
    entry: Holder | None = None,
) -> ReceiptRow:
    """Make a receipt's row whose amount is what it says."""
    amount = points * times * (1 - (ownership or 0)) if counts else 0
    return ReceiptRow(
        label="wasted",
        text=text,
        amount=int(amount) if amount == int(amount) else round(amount, 2),
        points=points,
        times=times,
        counts=counts,
        player=PLAYERS[player] if player else None,
        entry=entry,
        gameweek=None if gameweek is None else Gameweek(gameweek),
        minutes=minutes if player else None,
        ownership=ownership,
    )


def proof(who: Holder, *rows: ReceiptRow, divisor: int = 1) -> Proof:
    total = sum(r.amount for r in rows) / divisor
    return Proof(
        who.entry_id, rows, divisor, int(total) if total == int(total) else total
    )


def verdict(
    key: str,
    value: Figure,
    sentence: str,
    *proofs: Proof,
    holders: tuple[Holder, ...] = (PRIYA,),
    tied: tuple[Holder, ...] = (),
    scope: Scope = Scope.GAMEWEEK,
    is_final: bool = False,
    edition: int = 1,
    read: int = 50,
) -> VerdictLine:
    stat = STATS[key]
    return VerdictLine(
        stat=key,
        title=stat.title,
        emoji=stat.emoji,
        side=stat.side,
        unit=stat.unit,
        scope=scope,
        gameweek=GAMEWEEK,
        holders=holders,
        value=value,
        sentence=sentence,
        is_final=is_final,
        coverage=Coverage(read, 50),
        rule_version=stat.version,
        edition=edition,
        proofs=proofs,
        tied=tied,
        rarity=0.5,
    )


BEAST = verdict(
    "benched_beast",
    15,
    f"{SCRIPT_NAME} left 15 points of Gordon on the bench, who only wanted to play.",
    proof(
        SCRIPT,
        row("Gordon", 15, text="on the bench"),
        row("Mykolenko", 2, text="on the bench", counts=False, minutes=64),
        row("Muñoz", 0, text="on the bench", counts=False, minutes=0),
    ),
    holders=(SCRIPT,),
    tied=(LONG,),
)
CATASTROPHE = verdict(
    "captain_catastrophe",
    26,
    "Haalandaise Sauce tripled the armband of a man with 1 point. It was on somebody.",
    proof(
        TOM,
        row("Palmer", 14, 2, "the best of the eleven"),
        row("Haaland", 1, -2, "wore the armband", minutes=11),
    ),
    holders=(TOM,),
    edition=2,
)
GENIUS = verdict(
    "differential_genius",
    21.6,
    "Expected Toulouse knew something about Muñoz that nine tenths did not.",
    proof(PRIYA, row("Muñoz", 12, 2, "captained", ownership=0.1)),
)
NICE = tuple(
    verdict(
        "nice_score",
        69,
        f"{name} made exactly 69. Nice.",
        proof(
            who,
            row(points=73, text="points of the eleven"),
            row(points=4, times=-1, text="hit"),
        ),
        holders=(who,),
        is_final=True,
    )
    for who, name in ((ARABIC, ARABIC_NAME), (QUOTE, QUOTE_NAME), (PRIYA, "Priya"))
)
ROCKET = verdict(
    "gameweek_rocket",
    98,
    "Expected Toulouse and Haalandaise Sauce share the best gameweek: 98.",
    proof(PRIYA, row(points=98, text="points of the eleven")),
    proof(
        TOM,
        row(points=102, text="points of the eleven"),
        row(points=4, times=-1, text="hit"),
    ),
    holders=(PRIYA, TOM),
)
ACCURACY = verdict(
    "captain_accuracy",
    0.43,
    "Expected Toulouse picked the right captain in three of seven gameweeks.",
    proof(
        PRIYA,
        *(
            row("Haaland", (i + 1) % 2, text="the best man", gameweek=i, minutes=None)
            for i in range(1, 8)
        ),
        divisor=7,
    ),
    scope=Scope.SEASON,
    read=41,
)
COPYCAT = verdict(
    "copycat",
    0.8667,
    "Haalandaise Sauce and Expected Toulouse have 13 players in common.",
    proof(
        TOM,
        row(points=13, text="players in common with", entry=QUOTE, minutes=None),
        divisor=15,
    ),
    holders=(TOM,),
)
WORLD = verdict(
    "wooden_spoon",
    -4,
    f"{TURNED_NAME} has the spoon with \N{MINUS SIGN}4, which takes some doing.",
    proof(
        TURNED,
        row(points=0, text="points of the eleven"),
        row(points=4, times=-1, text="hit"),
    ),
    holders=(TURNED,),
)
VERDICTS = (BEAST, CATASTROPHE, GENIUS, *NICE, ROCKET, ACCURACY, COPYCAT, WORLD)

REFUSED = tuple(
    RefusedLine(key, STATS[key].title, STATS[key].emoji, reason, sentence)
    for key, reason, sentence in (
        ("bought_a_red", Refusal.NOBODY, "Nobody bought a card this gameweek."),
        ("late_raider", Refusal.MISSING, "The transfers have not been read yet."),
        ("loyalist", Refusal.TOO_EARLY, "Ten gameweeks have to be over for that."),
    )
)
CLEARED = Exoneration(
    stat="captain_catastrophe",
    title=STATS["captain_catastrophe"].title,
    emoji=STATS["captain_catastrophe"].emoji,
    scope=Scope.GAMEWEEK,
    gameweek=GAMEWEEK,
    cleared=(SCRIPT,),
    was=19,
    now=(TOM,),
    sentence=f"{SCRIPT_NAME} is innocent: FPL found an assist for the captain.",
    at=NOW - timedelta(hours=2),
    edition=2,
)
BANTER = LeagueBanter(
    league=PUB.league,
    season=SEASON,
    scope=Scope.GAMEWEEK,
    gameweek=GAMEWEEK,
    phase=Phase.PROVISIONAL,
    coverage=Coverage(50, 50),
    freshness=FRESH,
    state="judged",
    headlines=(BEAST, GENIUS, CATASTROPHE, NICE[0]),
    page=Page(VERDICTS, len(VERDICTS), 0, 100),
    refused=REFUSED,
    exonerations=(CLEARED,),
)
UNJUDGED = replace(
    BANTER,
    state="waiting",
    headlines=(),
    page=Page((), 0, 0, 100),
    refused=(),
    exonerations=(),
)
