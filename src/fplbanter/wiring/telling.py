"""What tells readers of changes: the hub of this process, and who publishes to all."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fplbanter.cluster.connection import Valkey
    from fplbanter.cluster.followed import Followed
    from fplbanter.jobs.poller import Poller
    from fplbanter.live.hub import Hub
    from fplbanter.live.publishing import Publisher
    from fplbanter.services.product import Product
    from fplbanter.services.streams import Answer
    from fplbanter.wiring.parts import Checks, Report


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
    poller: "Poller",
    telling: Telling,
    checks: "Checks",
    budget: "Report",
    fence: int,
) -> None:
    """Read FPL and tell everybody what changed, while this process leads."""
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
            group.create_task(poller.run(lambda: matchday.look(fence)))
            group.create_task(wholes.run(fence))
    finally:
        await matchday.close()


def shaped(answer: "Answer") -> Mapping[str, Any]:
    """Return an answer as REST has it."""
    from fplbanter.web.stream.texts import body_of

    return body_of(answer).model_dump(mode="json")
