"""
The command line: `fplbanter demo`, `up`, `league`, `banter` and the rest.

Everything heavy is imported inside the commands, so that `--help` is quick. A
user's mistake is one sentence on the error channel and exit code 1 or 2.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from fplbanter.errors import BanterError
from fplbanter.words.heat import Heat

if TYPE_CHECKING:
    from fplbanter.settings import Settings
    from fplbanter.wiring import Plan

    Say = Callable[[str], None]
    Begin = Callable[["Settings", "Plan", Say], Coroutine[object, object, None]]

T = TypeVar("T")

app = typer.Typer(
    name="fplbanter",
    help="Live tables of Fantasy Premier League mini-leagues, and their banter, on your "
    "own machine.",
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
UrlOption = Annotated[str | None, typer.Option(help="Address of a running FPL Banter.")]


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
def web(
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that serve.")
    ] = 1,
    listener: Annotated[int | None, typer.Option(hidden=True)] = None,
) -> None:
    """Only serve pages and the API, beside `live` and `work`, on servers of yours."""
    from fplbanter.wiring import plan_up, serve_beside
    from fplbanter.wiring import web as serve_all

    if listener is not None:
        begin = partial(serve_beside, listener=listener)
    else:
        begin = partial(serve_all, workers=workers)
    _begin(begin, plan_up())


@app.command()
def live() -> None:
    """Only read FPL; of several that run one does it, and the next if that dies."""
    from fplbanter.wiring import live as read_live
    from fplbanter.wiring import plan_up

    _begin(read_live, plan_up())


@app.command()
def work() -> None:
    """Only work off jobs, for an FPL Banter that runs here or elsewhere."""
    from fplbanter.wiring import plan_up
    from fplbanter.wiring import work as work_off

    _begin(work_off, plan_up())


@app.command()
def league(
    league_id: Annotated[int, typer.Argument(min=1, max=2**31 - 1, metavar="LEAGUE")],
    gameweek: Annotated[int | None, typer.Option(min=1, max=60)] = None,
    url: UrlOption = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="Rows to show.")] = 100,
    recording: RecordingOption = None,
) -> None:
    """
    Print a league's live table.

    It asks the FPL Banter that runs here; without one it starts what it needs.
    """
    from fplbanter.wiring.terminal import Question, table_text

    question = Question(league_id, gameweek, limit)
    _run(_print(table_text(question, url, recording)))


@app.command()
def banter(
    league_id: Annotated[
        int,
        typer.Option("--league", min=1, max=2**31 - 1, metavar="ID", help="Which one."),
    ],
    gameweek: Annotated[
        int | None, typer.Option(min=1, max=60, help="The current one without.")
    ] = None,
    heat: Annotated[
        Heat | None, typer.Option(help="How fierce; mixed without.")
    ] = None,
    url: UrlOption = None,
    recording: RecordingOption = None,
) -> None:
    """
    Print a gameweek's banter with its receipts.

    It asks the FPL Banter that runs here; without one it starts what it needs,
    reads the league and judges it.
    """
    from fplbanter.wiring.terminal import Question, banter_text

    fierce = None if heat is None else heat.value
    question = Question(league_id, gameweek, heat=fierce)
    _run(_print(banter_text(question, url, recording)))


@app.command()
def watch(
    league_id: Annotated[
        int,
        typer.Option("--league", min=1, max=2**31 - 1, metavar="ID", help="Which one."),
    ],
    url: UrlOption = None,
) -> None:
    """
    Watch a league's table move, until Ctrl-C.

    It listens to the FPL Banter that runs here, or at --url.
    """
    from fplbanter.wiring.terminal import watch_league

    _run(watch_league(league_id, url, _show_anew))


@app.command()
def stats(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """List the stats that are judged: who gets them, and from which number on."""
    from dataclasses import asdict

    from fplbanter.client.banter import StatCard
    from fplbanter.client.banter_terminal import listed
    from fplbanter.services.banter.cards import cards

    shown = [asdict(card) for card in cards()]
    if as_json:
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        typer.echo(listed(map(StatCard.model_validate, shown)))


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
def jobs(
    show: Annotated[
        str | None, typer.Option(metavar="ID", help="Show all about this one.")
    ] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Those of the demo.")] = False,
    recording: RecordingOption = None,
) -> None:
    """List how many jobs wait, and those that were given up, with their errors."""
    from fplbanter.wiring import DEMO, plan_up

    plan = DEMO if demo else _or_exit(lambda: plan_up(recording))
    _run(_print_jobs(plan, show))


@app.command()
def settings() -> None:
    """List every setting with its default and what it is for."""
    from fplbanter.settings import described

    for variable, default, description in described():
        typer.echo(f"{variable}={default}\n    {description}")


async def _print_refused(plan: "Plan", show: str | None) -> None:
    """Print what the store has; control characters are shown, not obeyed."""
    from fplbanter.services import refused_bodies
    from fplbanter.settings import load_settings
    from fplbanter.wiring import stored

    async with stored(load_settings(), plan) as store:
        if show is None:
            typer.echo(await refused_bodies.listing(store.quarantine))
        else:
            found = await refused_bodies.whole(store.quarantine, show)
            typer.echo(
                _there(found, f"No refused answer with the id {show!r} is kept.")
            )


async def _print_jobs(plan: "Plan", show: str | None) -> None:
    """Print what the ledger has; control characters are shown, not obeyed."""
    from fplbanter.services import job_list
    from fplbanter.settings import load_settings
    from fplbanter.wiring import stored

    async with stored(load_settings(), plan) as store:
        if show is None:
            typer.echo(await job_list.listing(store.jobs))
        else:
            found = await job_list.whole(store.jobs, show)
            typer.echo(_there(found, f"There is no job with the id {show!r}."))


def _there(text: str | None, otherwise: str) -> str:
    """Return what was found; raises NotFound with a sentence if nothing was."""
    from fplbanter.errors import NotFound

    if text is None:
        raise NotFound(otherwise)
    return text


def _show_anew(text: str) -> None:
    """Show a text in place of the one before, where somebody watches."""
    # Home, and clear what is below: a terminal flickers less than when cleared first.
    typer.echo(f"\x1b[H\x1b[J{text}" if sys.stdout.isatty() else f"{text}\n")


async def _print(answer: Awaitable[str]) -> None:
    """Print an answer when it is there."""
    typer.echo(await answer)


def _serve(plan: "Plan") -> None:
    from fplbanter.wiring import serve

    _begin(serve, plan)


def _begin(begin: "Begin", plan: "Plan") -> None:
    """Run a part of the product until it is told to stop."""
    from fplbanter.ops.logs import configure_logging
    from fplbanter.settings import load_settings

    found = _or_exit(load_settings)
    secrets = (found.mongo_url, found.redis_url)
    configure_logging(found.log_level, found.log_format, secrets=secrets)
    _run(begin(found, plan, typer.echo))


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
