"""Looking at what is stored, whether the product runs or not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fplbanter.errors import StartupError
from fplbanter.settings import Settings
from fplbanter.wiring.plan import Plan, data_directory, database_name

if TYPE_CHECKING:
    from fplbanter.store.database import Store

_NO_VALKEY: Final = "unix://not-asked"


@asynccontextmanager
async def stored(settings: Settings, plan: Plan) -> AsyncIterator["Store"]:
    """
    Give the store of a plan for as long as the block lasts.

    A mongod that runs for it is asked; else its own is started for this. Raises
    StartupError where nothing was ever stored, or it cannot be read.
    """
    from fplbanter.store.database import connect

    async with _mongo_url(settings, plan) as url:
        store = connect(url, database_name(settings, plan))
        try:
            yield store
        finally:
            await store.close()


@asynccontextmanager
async def _mongo_url(settings: Settings, plan: Plan) -> AsyncIterator[str]:
    from fplbanter.ops import mongod
    from fplbanter.ops.embedded import embedded

    directory = data_directory(settings, plan)
    if settings.mongo_url is not None:
        yield settings.mongo_url
    elif (sockets := sockets_in_use(directory, mongod.SOCKET)) is not None:
        yield mongod.url(sockets)
    elif not (directory / "mongo").is_dir():
        raise StartupError(f"Nothing has been stored in {directory} yet.")
    else:
        async with embedded(directory, redis_url=_NO_VALKEY) as services:
            yield services.mongo_url


def sockets_in_use(directory: Path, name: str) -> Path | None:
    """Return the folder of a socket that somebody listens on, None if there is none."""
    import socket

    for folder in (directory, directory / "sockets"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            try:
                probe.connect(str(folder.resolve() / name))
            except OSError:
                continue
            return folder.resolve()
    return None
