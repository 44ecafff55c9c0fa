"""`fplbanter live`: reads FPL for all processes, one of several at a time."""

from contextlib import AsyncExitStack

from fplbanter.settings import Settings
from fplbanter.wiring.joining import named_servers
from fplbanter.wiring.parts import join, lead
from fplbanter.wiring.plan import Plan
from fplbanter.wiring.scraped import tell_prometheus
from fplbanter.wiring.stopping import Say, told_to_stop, until
from fplbanter.wiring.working import hand_over


async def live(settings: Settings, plan: Plan, say: Say) -> None:
    """
    Read FPL whenever this process leads, until told to stop.

    Line-ups, members and judging are left to workers. Raises StartupError, whose
    message has the cure.
    """
    servers = named_servers(settings)

    async def start(stack: AsyncExitStack) -> None:
        from fplbanter.jobs.matchday import MatchdayLoop

        await tell_prometheus(stack, settings, "live")
        joined = await join(stack, settings, plan, servers)
        product = joined.running.product
        await hand_over(stack, product, servers.redis_url, joined.name)
        loop = MatchdayLoop(product, product.clock, settings.live_seconds)
        lead(stack, joined.running, joined.valkey, loop)

    with told_to_stop() as stop:

        async def then(_: None) -> None:
            say("Reading FPL, or ready to. Ctrl-C stops it.")
            await stop

        await until(stop, start, then, say)
