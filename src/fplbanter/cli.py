"""
The command line: `fplbanter demo`, `up`, `league`, `refused` and the rest.

Everything heavy is imported inside the commands, so that `--help` is quick. A
user's mistake is one sentence on the error channel and exit code 1 or 2.
"""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from fplbanter.errors import BanterError

if TYPE_CHECKING:
    from fplbanter.client.client import BanterClient
    from fplbanter.client.tables import Table
    from fplbanter.wiring import Plan

T = TypeVar("T")

WATCH_SECONDS = 0.5
STILL_SECONDS = 20.0
"""How long a league's reading may stand still before its table is shown as it is."""

app = typer.Typer(
    name="fplbanter",
    help="Live tables of Fantasy Premier League mini-leagues, on your own machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

RecordingOption = Annotated[
    Path | None,
    typer.Option(
        "--recording",
        metavar="DIR",
        help="Serve a recording of FPL's API instead of FPL.",
    ),
]


@app.command()
def demo() -> None:
    """Play a pretend season here: everything in one terminal, no network."""
    from fplbanter.wiring import DEMO

    _serve(DEMO)


@app.command()
def up(recording: RecordingOption = None) -> None:
    """Run FPL Banter on the real FPL, with data that stays."""
    from fplbanter.wiring import plan_up

    _serve(_or_exit(lambda: plan_up(recording)))


@app.command()
def league(
    league_id: Annotated[int, typer.Argument(min=1, max=2**31 - 1, metavar="LEAGUE")],
    gameweek: Annotated[int | None, typer.Option(min=1, max=60)] = None,
    url: Annotated[
        str | None, typer.Option(help="Address of a running FPL Banter.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="Rows to show.")] = 100,
    recording: RecordingOption = None,
) -> None:
    """
    Print a league's live table.

    It asks the FPL Banter that runs here; without one it starts what it needs.
    """
    question = Question(league_id, gameweek, limit)
    _run(_print_league(question, url, recording))


@app.command("verify-scoring")
def verify_scoring(
    file: Annotated[Path, typer.Argument(help="Settled rows, one JSON object a line.")],
) -> None:
    """Check the scoring engine against settled gameweeks of real managers."""
    from fplbanter.services.verification import run

    text, code = run(file)
    typer.echo(text, err=code == 2)
    raise typer.Exit(code)


@app.command()
def refused(
    show: Annotated[
        str | None, typer.Option(metavar="ID", help="Show this one, as it came.")
    ] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Those of the demo.")] = False,
    recording: RecordingOption = None,
) -> None:
    """List answers of FPL that were refused: the newest few of each kind."""
    from fplbanter.wiring import DEMO, plan_up

    plan = DEMO if demo else _or_exit(lambda: plan_up(recording))
    _run(_print_refused(plan, show))


@app.command()
def settings() -> None:
    """List every setting with its default and what it is for."""
    from fplbanter.settings import described

    for variable, default, description in described():
        typer.echo(f"{variable}={default}\n    {description}")


async def _print_refused(plan: "Plan", show: str | None) -> None:
    """Print what the store has; control characters are shown, not obeyed."""
    from fplbanter.errors import NotFound
    from fplbanter.services import refused_bodies
    from fplbanter.settings import load_settings
    from fplbanter.wiring import stored

    async with stored(load_settings(), plan) as store:
        if show is None:
            typer.echo(await refused_bodies.listing(store.quarantine))
        elif (text := await refused_bodies.whole(store.quarantine, show)) is not None:
            typer.echo(text)
        else:
            raise NotFound(f"No refused answer with the id {show!r} is kept.")


@dataclass(frozen=True, slots=True)
class Question:
    """Which table somebody wants to see in the terminal."""

    league_id: int
    gameweek: int | None
    limit: int


async def _print_league(
    question: Question, url: str | None, recording: Path | None
) -> None:
    """Ask the server that runs; without one, start what is needed and ask that."""
    from fplbanter.client.client import BanterClient, Unreachable

    if recording is None:
        try:
            async with BanterClient(url or _own_address()) as client:
                await _print_table(client, question)
                return
        except Unreachable:
            if url is not None:
                raise
    await _print_league_alone(question, recording)


def _own_address() -> str:
    """Return where an FPL Banter of this machine listens, by our settings."""
    from fplbanter.settings import load_settings, url_of

    settings = load_settings()
    return url_of(settings.host, settings.port)


async def _print_league_alone(question: Question, recording: Path | None) -> None:
    """Run the product for this one question, on its own data."""
    import httpx2

    from fplbanter.client.client import BanterClient
    from fplbanter.settings import load_settings
    from fplbanter.web.app import create_app
    from fplbanter.wiring import plan_up, running_product

    async with running_product(load_settings(), plan_up(recording)) as product:
        inside = httpx2.ASGITransport(app=create_app(product, checks={}))
        async with BanterClient("http://inside", transport=inside) as client:
            await _print_table(client, question)


async def _print_table(client: "BanterClient", question: Question) -> None:
    """Print a table once all of its members have been read."""
    from fplbanter.client.terminal import rendered

    table, still = await _table(client, question), 0.0
    while (read := table.coverage.read) < table.coverage.members:
        progress = await client.progress(question.league_id)
        if progress.state == "failed" or still >= STILL_SECONDS:
            break
        _show(progress.text)
        await asyncio.sleep(WATCH_SECONDS)
        table = await _table(client, question)
        still = 0.0 if table.coverage.read > read else still + WATCH_SECONDS
    _show("")
    typer.echo(rendered(table))


async def _table(client: "BanterClient", question: Question) -> "Table":
    return await client.table(
        question.league_id, gameweek=question.gameweek, limit=question.limit
    )


def _show(progress: str) -> None:
    """Write over the line of progress, where somebody watches it."""
    if sys.stderr.isatty():
        typer.echo(f"\r{progress:<40}\r", err=True, nl=False)


def _serve(plan: "Plan") -> None:
    from fplbanter.ops.logs import configure_logging
    from fplbanter.settings import load_settings
    from fplbanter.wiring import serve

    found = _or_exit(load_settings)
    secrets = (found.mongo_url, found.redis_url)
    configure_logging(found.log_level, found.log_format, secrets=secrets)
    _run(serve(found, plan, typer.echo))


def _run(work: Coroutine[object, object, None]) -> None:
    """Run to the end; what a person did wrong is a sentence, not a traceback."""
    try:
        if sys.platform == "win32":
            asyncio.run(work)
        else:
            import uvloop

            uvloop.run(work)
    except BanterError as error:
        _fail(error)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _or_exit(make: Callable[[], T]) -> T:
    try:
        return make()
    except BanterError as error:
        _fail(error)


def _fail(error: BanterError) -> NoReturn:
    """Say in a sentence why it ends here."""
    typer.echo(f"fplbanter: {error}", err=True)
    raise typer.Exit(1) from None
