"""What tells readers of changes: the hub of this process, and who publishes to all."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from fplbanter.errors import LeaseLost

if TYPE_CHECKING:
    from fplbanter.cluster.connection import Valkey
    from fplbanter.cluster.followed import Followed
    from fplbanter.jobs.matchday import MatchdayLoop
    from fplbanter.live.hub import Hub
    from fplbanter.live.publishing import Publisher
    from fplbanter.services.product import Product
    from fplbanter.services.streams import Answer
    from fplbanter.wiring.parts import Checks, Report


log = logging.getLogger(__name__)

LOST_SECONDS: Final = 1.0
"""After another leader was noticed, until this process tries again if it still leads."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How this process hears of changes, and tells of them if it leads."""

    hub: "Hub"
    publisher: "Publisher"
    followed: "Followed"


async def begin_telling(
    stack: AsyncExitStack, product: "Product", valkey: "Valkey"
) -> Telling:
    """Hear of changes until the stack ends."""
    from fplbanter.cluster.followed import Followed
    from fplbanter.live.hub import Hub
    from fplbanter.live.publishing import Publisher

    changes = product.store.changes
    hub = await stack.enter_async_context(Hub(changes, valkey))
    followed = await stack.enter_async_context(Followed(valkey, hub.topics))
    return Telling(hub, Publisher(changes, valkey, product.clock), followed)


async def lead_on(
    product: "Product",
    loop: "MatchdayLoop",
    telling: Telling,
    checks: "Checks",
    budget: "Report",
    fence: int,
) -> None:
    """Read FPL and tell everybody what changed, until somebody else has done so."""
    from fplbanter.services.matchday.matchday import Matchday
    from fplbanter.services.matchday.wholes import Wholes
    from fplbanter.services.status import StatusDesk
    from fplbanter.services.streams import Snapshots

    matchday = Matchday(product, telling.publisher, telling.followed.find)
    desk = StatusDesk(
        product.outages,
        product.board,
        product.season_reader,
        product.clock,
        checks,
        budget,
    )
    wholes = Wholes(
        Snapshots(product, desk), telling.publisher, telling.followed.find, shaped
    )
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(loop.run(lambda: matchday.look(fence)))
            group.create_task(wholes.run(fence))
    except* LeaseLost as lost:
        # The leader's own seats say whether that was the end of it.
        log.warning("Somebody else has been leading: %s", lost.exceptions[0])
        await asyncio.sleep(LOST_SECONDS)
    finally:
        await matchday.close()


def shaped(answer: "Answer") -> Mapping[str, Any]:
    """Return an answer as REST has it."""
    from fplbanter.web.stream.texts import body_of

    return body_of(answer).model_dump(mode="json")
