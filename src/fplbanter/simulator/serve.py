"""
The simulator as a process of its own.

    python -m fplbanter.simulator --port 8100 --demo --control
    python -m fplbanter.simulator --port 8100 --control --limit 20 --validators

It stops on SIGTERM and SIGINT, and by itself when its parent is gone.
"""

import argparse
import asyncio
import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uvicorn
    from starlette.applications import Starlette

    from fplbanter.simulator.simulator import Simulator

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
    parser.add_argument(
        "--limit", type=_at_least_one, help="429 for more in any sliding second"
    )
    parser.add_argument(
        "--per-minute", type=_at_least_one, help="429 for more in any sliding minute"
    )
    parser.add_argument(
        "--validators", action="store_true", help="offer ETag and Last-Modified"
    )
    options = parser.parse_args(arguments)
    if options.recording and not options.recording.is_dir():
        parser.error(f"--recording {options.recording}: no such directory")
    return options


def _at_least_one(text: str) -> int:
    """Return a whole number from 1; argparse says so when it is not."""
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{value} is less than 1")
    return value


def build(options: argparse.Namespace) -> "Starlette":
    """Return the app that the options ask for."""
    from fplbanter.simulator.app import build_app
    from fplbanter.simulator.aside import InAThread
    from fplbanter.simulator.recording import build_recording_app

    if options.recording:
        return build_recording_app(options.recording)
    simulator = _simulator(options)
    return build_app(simulator, control=options.control, aside=InAThread())


def _simulator(options: argparse.Namespace) -> "Simulator":
    from fplbanter.simulator.demo import build_demo
    from fplbanter.simulator.meter import Limit, Meter
    from fplbanter.simulator.simulator import Simulator
    from fplbanter.simulator.validators import Validators

    simulator = (build_demo if options.demo else Simulator)(options.seed)
    simulator.meter = Meter(Limit(options.limit, options.per_minute))
    if options.validators:
        simulator.validators = Validators()
    return simulator


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until told to stop, or until the parent is gone."""
    parent = os.getppid()
    options = parse(arguments)
    _be_prompt()
    asyncio.run(_serve(build(options), options, parent))


def _be_prompt() -> None:
    """
    Let no answer in the making hold up the stamp of who arrives meanwhile.

    A whole garbage collection of a season takes 30 ms, in which nothing else
    runs: young objects are collected as ever, old ones hardly.
    """
    gc.set_threshold(700, 10, 1_000_000)
    sys.setswitchinterval(0.0005)


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
