"""What is sent, as text: made once in a process, however many are sent it."""

from collections.abc import Mapping

from pydantic_core import to_json

from fplbanter.live.publishing import Change
from fplbanter.services.answers import LineupAnswer, Standings
from fplbanter.services.answers.jobs import JobAnswer
from fplbanter.services.answers.status import Status
from fplbanter.services.streams import Answer, GameweekNow
from fplbanter.web.rest.entry_bodies import LineupBody
from fplbanter.web.rest.envelope import Body
from fplbanter.web.rest.job_bodies import JobBody
from fplbanter.web.rest.league_bodies import StandingsBody
from fplbanter.web.rest.season_bodies import FixturesBody, GameweekBody
from fplbanter.web.rest.status import StatusBody


class GameweekNowBody(Body):
    """The snapshot of `gameweek`: what REST answers in two parts."""

    gameweek: GameweekBody
    fixtures: FixturesBody


def change_text(change: Change) -> str:
    """Return a change as it is sent; made once, however many are sent it."""
    return change.once("message", _change_text)


def _change_text(change: Change) -> str:
    head = {
        "type": "change",
        "topic": change.topic,
        "version": change.version,
        "at": change.at,
    }
    return _with_data(head, change.text)


def snapshot_text(topic: str, version: int, answer: Answer) -> str:
    """Return a snapshot as it is sent; its data is what REST answers."""
    head = {"type": "snapshot", "topic": topic, "version": version}
    return _with_data(head, body_of(answer).model_dump_json())


def _with_data(head: Mapping[str, object], text: str) -> str:
    """Return a message whose data is JSON already."""
    return f'{to_json(head).decode()[:-1]},"data":{text}}}'


def body_of(answer: Answer) -> Body:
    """Return the body with which REST answers the same."""
    match answer:
        case Standings():
            return StandingsBody.showing(answer)
        case LineupAnswer():
            return LineupBody.of(answer)
        case GameweekNow():
            return GameweekNowBody(
                gameweek=GameweekBody.of(answer.gameweek),
                fixtures=FixturesBody.of(answer.fixtures),
            )
        case Status():
            return StatusBody.of(answer)
        case JobAnswer():
            return JobBody.showing(answer)
