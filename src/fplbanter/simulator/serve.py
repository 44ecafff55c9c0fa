"""
The simulator as a process of its own.

    python -m fplbanter.simulator --port 8100 --demo --control

It stops on SIGTERM and SIGINT, and by itself when its parent is gone.
"""

import argparse
import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uvicorn
    from starlette.applications import Starlette

_PARENT_CHECK = 0.5
"""Seconds between two looks at the parent."""


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the command line's options; exits with 2 on bad ones."""
    parser = argparse.ArgumentParser(prog="python -m fplbanter.simulator")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--fd", type=int, help="a listening socket that was inherited")
    where.add_argument("--port", type=int, help="a port of 127.0.0.1; 0 takes any")
    parser.add_argument("--seed", type=int, default=26)
    parser.add_argument("--demo", action="store_true", help="let time run")
    parser.add_argument("--recording", type=Path, help="serve this directory instead")
    parser.add_argument("--control", action="store_true", help="open /control/")
    options = parser.parse_args(arguments)
    if options.recording and not options.recording.is_dir():
        parser.error(f"--recording {options.recording}: no such directory")
    return options


def build(options: argparse.Namespace) -> "Starlette":
    """Return the app that the options ask for."""
    from fplbanter.simulator.app import build_app
    from fplbanter.simulator.demo import build_demo
    from fplbanter.simulator.recording import build_recording_app
    from fplbanter.simulator.simulator import Simulator

    if options.recording:
        return build_recording_app(options.recording)
    make = build_demo if options.demo else Simulator
    return build_app(make(options.seed), control=options.control)


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until told to stop, or until the parent is gone."""
    parent = os.getppid()
    options = parse(arguments)
    asyncio.run(_serve(build(options), options, parent))


async def _serve(app: "Starlette", options: argparse.Namespace, parent: int) -> None:
    import uvicorn

    where = {"fd": options.fd} if options.fd is not None else {"port": options.port}
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=2,
        **where,
    )
    server = uvicorn.Server(config)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _stop, server)
    # uvicorn's own handlers raise the signal again after a clean stop.
    server.capture_signals = nullcontext  # type: ignore[method-assign,assignment]
    watch = asyncio.create_task(_watch(server, parent))
    try:
        await server.serve()
    finally:
        watch.cancel()


def _stop(server: "uvicorn.Server") -> None:
    """Let the server finish; a second signal does not wait for requests."""
    server.force_exit = server.should_exit
    server.should_exit = True


async def _watch(server: "uvicorn.Server", parent: int) -> None:
    """Stop the server once this process has been handed to another parent."""
    while os.getppid() == parent:
        await asyncio.sleep(_PARENT_CHECK)
    server.should_exit = True
