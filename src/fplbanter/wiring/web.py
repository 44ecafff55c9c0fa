"""
`fplbanter web`: only the doors, in several processes on one port.

The first process holds the port and sees to the others, who serve. All of them
take connections from one queue: while one is replaced, the rest has all of it, and
a new `fplbanter web` takes the same queue over from an old one.
"""

import asyncio
import socket
import sys
from contextlib import AsyncExitStack

from fplbanter.errors import StartupError
from fplbanter.settings import Settings
from fplbanter.wiring.behind import keep_going
from fplbanter.wiring.joining import named_servers
from fplbanter.wiring.parts import Running, join
from fplbanter.wiring.plan import Plan, data_directory
from fplbanter.wiring.scraped import tell_prometheus
from fplbanter.wiring.serving import serve_app
from fplbanter.wiring.stopping import Say, told_to_stop, until
from fplbanter.wiring.working import hand_over

PROGRAM = (sys.executable, "-m", "fplbanter", "web", "--listener")
"""What a process that serves is begun with; the number of its socket follows."""


async def web(
    settings: Settings,
    plan: Plan,
    say: Say,
    *,
    workers: int,
) -> None:
    """
    Serve with so many processes until told to stop; one that ends is replaced.

    Raises StartupError, whose message has the cure.
    """
    from fplbanter.ops.crew import Crew
    from fplbanter.ops.directory import make_private
    from fplbanter.web.handover import give_away, giving_away, listening_beside
    from fplbanter.web.server import address

    named_servers(settings)
    _refuse_more_than_counted(settings, workers)
    folder, host = make_private(data_directory(settings, plan)), settings.host
    with (
        listening_beside(host, settings.port, folder) as listener,
        told_to_stop() as stop,
    ):
        # Once nobody takes connections here, whoever comes is to hear so.
        stop.add_done_callback(lambda _: listener.close())
        async with AsyncExitStack() as stack:
            door = stack.enter_context(giving_away(listener, host, folder))
            keep_going(stack, "Giving the port away", lambda: give_away(door, listener))
            words = f"FPL Banter is at {address(listener)}\nCtrl-C stops it."
            crew = Crew(
                (*PROGRAM, str(listener.fileno())),
                workers,
                fds=(listener.fileno(),),
                serving=lambda: say(words),
            )
            await crew.work(stop)
        say("Stopping.")


async def serve_beside(
    settings: Settings, plan: Plan, say: Say, *, listener: int
) -> None:
    """Serve as one of several processes on a socket that was inherited."""
    from fplbanter.web.server import DRAIN_SECONDS

    servers = named_servers(settings)

    async def start(stack: AsyncExitStack) -> Running:
        from fplbanter.ops.garbage import spare_the_loop
        from fplbanter.words.telling import preload

        await tell_prometheus(stack, settings, "web")
        joined = await join(stack, settings, plan, servers)
        product = joined.running.product
        await hand_over(stack, product, servers.redis_url, joined.name)
        # Or the first reader would wait for the sentences to be read.
        await asyncio.to_thread(preload)
        spare_the_loop()
        return joined.running

    with told_to_stop() as stop, _inherited(listener) as port:

        async def then(running: Running) -> None:
            def serving() -> None:
                say("Serving.")

            await serve_app(running, plan, port, stop, serving, drain=DRAIN_SECONDS)

        await until(stop, start, then, lambda _: None)


def _inherited(number: int) -> socket.socket:
    """Take over a listening socket; raises StartupError if it is none."""
    refused = StartupError(f"--listener {number} is no socket that listens.")
    try:
        port = socket.socket(fileno=number)
    except OSError:
        raise refused from None
    if not port.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
        port.close()
        raise refused
    return port


def _refuse_more_than_counted(settings: Settings, workers: int) -> None:
    """Refuse what would break FPL's limit on the day on which Valkey is gone."""
    if workers > settings.processes:
        raise StartupError(
            f"FPLBANTER_PROCESSES is {settings.processes}, which is less than the "
            f"{workers} processes of `web` alone: set it to the number of all that may "
            "ask FPL at the same time, the same for each of them (`web` counts each "
            "worker; `live`, `work` and an old version that still runs count too)."
        )
