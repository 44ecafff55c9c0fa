"""The store: a database, and one object for each of its collections."""

from dataclasses import dataclass
from typing import Self

from pymongo import AsyncMongoClient
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import OperationFailure, PyMongoError

from fplbanter.errors import StartupError, StoreUnavailable
from fplbanter.store.answers import Answers
from fplbanter.store.banter import BanterStats
from fplbanter.store.changes import Changes
from fplbanter.store.collection import Collection
from fplbanter.store.documents import Document
from fplbanter.store.entries import Entries
from fplbanter.store.fixtures import Fixtures
from fplbanter.store.intakes import Intakes
from fplbanter.store.jobs import Jobs
from fplbanter.store.leaders import Leaders
from fplbanter.store.leagues import Leagues
from fplbanter.store.lineups import Lineups
from fplbanter.store.live import Live
from fplbanter.store.matches import Matches
from fplbanter.store.members import Members
from fplbanter.store.moments import Moments, Reaches
from fplbanter.store.monitoring import CommandMetrics, PoolMetrics
from fplbanter.store.outages import Outages
from fplbanter.store.quarantine import Quarantine
from fplbanter.store.reach import BULK_LINES, DEADLINE, LINES, Reach
from fplbanter.store.results import Results
from fplbanter.store.rulings import Rulings
from fplbanter.store.seasons import Seasons
from fplbanter.store.settlements import Settlements
from fplbanter.store.sittings import Sittings
from fplbanter.store.ticks import Ticks
from fplbanter.store.transfers import Transfers

SELECTION_MS = 800
"""How long to look for a server; the driver's own 30 s outlast every reader."""

CONNECT_MS = 2_000
"""How long the driver's own look-outs wait for a connection and a first word."""


SETTING = "FPLBANTER_MONGO_URL"


@dataclass(frozen=True, slots=True)
class Store:
    """Everything that is remembered; `prepare` it before the first use."""

    database: AsyncDatabase[Document]
    reach: Reach
    seasons: Seasons
    fixtures: Fixtures
    live: Live
    lineups: Lineups
    results: Results
    transfers: Transfers
    settlements: Settlements
    entries: Entries
    leagues: Leagues
    members: Members
    matches: Matches
    intakes: Intakes
    rulings: Rulings
    sittings: Sittings
    banter_stats: BanterStats
    answers: Answers
    quarantine: Quarantine
    outages: Outages
    jobs: Jobs
    ticks: Ticks
    moments: Moments
    reaches: Reaches
    changes: Changes
    leaders: Leaders

    @classmethod
    def on(cls, database: AsyncDatabase[Document]) -> Self:
        """Build a store on a database that is open already."""
        reach = Reach(database)
        return cls(
            database=database,
            reach=reach,
            seasons=Seasons(database, reach),
            fixtures=Fixtures(database, reach),
            live=Live(database, reach),
            lineups=Lineups(database, reach),
            results=Results(database, reach),
            transfers=Transfers(database, reach),
            settlements=Settlements(database, reach),
            entries=Entries(database, reach),
            leagues=Leagues(database, reach),
            members=Members(database, reach),
            matches=Matches(database, reach),
            intakes=Intakes(database, reach),
            rulings=Rulings(database, reach),
            sittings=Sittings(database, reach),
            banter_stats=BanterStats(database, reach),
            answers=Answers(database, reach),
            quarantine=Quarantine(database, reach),
            outages=Outages(database, reach),
            jobs=Jobs(database, reach),
            ticks=Ticks(database, reach),
            moments=Moments(database, reach),
            reaches=Reaches(database, reach),
            changes=Changes(database, reach),
            leaders=Leaders(database, reach),
        )

    @property
    def collections(self) -> tuple[Collection, ...]:
        """All collections, for what is done to every one of them."""
        return (
            self.seasons,
            self.fixtures,
            self.live,
            self.lineups,
            self.results,
            self.transfers,
            self.settlements,
            self.entries,
            self.leagues,
            self.members,
            self.matches,
            self.intakes,
            self.rulings,
            self.sittings,
            self.banter_stats,
            self.answers,
            self.quarantine,
            self.outages,
            self.jobs,
            self.ticks,
            self.moments,
            self.reaches,
            self.changes,
            self.leaders,
        )

    async def prepare(self) -> None:
        """
        Make every index that is not there yet; the first to talk to the server.

        Raises StartupError when it refuses us, or is not there.
        """
        try:
            # Indexes may take minutes; that nobody is there is known in a second.
            await self.ping()
            for collection in self.collections:
                await collection.prepare()
        except OperationFailure as error:
            said = (error.details or {}).get("errmsg", "it does not say why")
            raise StartupError(f"MongoDB refuses {SETTING}: {said}.") from error
        except StoreUnavailable as error:
            raise StartupError(
                f"MongoDB does not answer. See that it runs, and that {SETTING} names it."
            ) from error

    async def ping(self) -> None:
        """Ask the server for a sign of life; raises StoreUnavailable."""
        await self.reach.ping()

    async def clear(self) -> None:
        """Forget everything: for a season that is only played."""
        for collection in self.collections:
            await collection.clear()

    async def close(self) -> None:
        """Close every connection."""
        await self.reach.close()
        await self.database.client.close()


def connect(url: str, name: str) -> Store:
    """
    Build the store of database `name` on the servers at `url`.

    Nothing is sent yet: a server that is down is noticed by the first call.
    Raises StartupError for a URL that is none.
    """
    try:
        client: AsyncMongoClient[Document] = AsyncMongoClient(
            url,
            appname="fplbanter",
            serverSelectionTimeoutMS=SELECTION_MS,
            timeoutMS=int(DEADLINE * 1000),
            connectTimeoutMS=CONNECT_MS,
            maxPoolSize=LINES + BULK_LINES,
            tz_aware=True,
            # In a replica set nothing that was acknowledged is lost with a primary,
            # and a write that met its end is tried once more, with one effect.
            w="majority",
            journal=True,
            retryWrites=True,
            retryReads=True,
            readPreference="primary",
            event_listeners=[CommandMetrics(), PoolMetrics()],
        )
    except (PyMongoError, ValueError) as error:
        raise StartupError(f"{SETTING} is no address of a MongoDB: {error}") from error
    return Store.on(client[name])
