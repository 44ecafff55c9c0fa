"""
The words of the protocol: what the server says, and what a reader may say.

`docs/live.md` has the JSON Schema of each, written from here.
"""

from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from fplbanter.services.answers import FixtureLine, StandingRow
from fplbanter.web.rest.envelope import CoverageBody

PROTOCOL: Final = 1
"""Rises when an old reader would misunderstand; new fields and types do not count."""

MOST_SINCE: Final = 2**53 - 1
"""The largest whole number that every reader of JSON has."""

LONGEST_TOPIC: Final = 100

TopicName = Annotated[str, Field(examples=["league:900"], max_length=LONGEST_TOPIC)]
Version = Annotated[int, Field(ge=0, le=MOST_SINCE)]


class Message(BaseModel):
    """What one side says; a field that the other does not know is to be ignored."""

    model_config = ConfigDict(
        frozen=True, json_schema_serialization_defaults_required=True
    )

    def text(self) -> str:
        """Return it as it is sent."""
        return self.model_dump_json()


# -- what the server says ------------------------------------------------------


class Allowed(BaseModel):
    """How much one reader may have and say."""

    topics: int = Field(description="Topics that one reader may follow at a time.")
    frame_bytes: int = Field(description="Bytes of a message to us, at most.")
    messages_per_second: float = Field(
        description="Messages to us, in the long run; a few seconds' worth at once."
    )
    queue: int = Field(description="Changes that wait for a slow reader, at most.")


class Hello(Message):
    """The first message: who speaks, and by which rules."""

    type: Literal["hello"] = "hello"
    protocol: int
    server: str = Field(examples=["fplbanter 0.1.0"])
    heartbeat: float = Field(
        description="Seconds after which something is said, if only a beat. After "
        "twice as long a silence the connection is dead."
    )
    limits: Allowed


class Snapshot(Message):
    """All there is of a topic, as of `version`; changes follow from there."""

    type: Literal["snapshot"] = "snapshot"
    topic: TopicName
    version: Version
    data: dict[str, Any] = Field(description="What REST answers about it.")


class Change(Message):
    """What is new in a topic. Versions come one after the other, without gaps."""

    type: Literal["change"] = "change"
    topic: TopicName
    version: Version
    at: datetime
    data: dict[str, Any] = Field(
        description="New values, not differences: applied twice it does no harm."
    )


class Resync(Message):
    """Forget what you have of a topic: a snapshot follows, also if we close first."""

    type: Literal["resync"] = "resync"
    topic: TopicName


class Refusal(Message):
    """A topic, or a message, that cannot be had, and why."""

    type: Literal["error"] = "error"
    code: str = Field(
        description="The word for it, as at the end of a problem's type.",
        examples=["not-found"],
    )
    message: str
    topic: TopicName | None
    retry_in: float | None = Field(
        description="Seconds after which to follow it again, where there is hope."
    )


class Beat(Message):
    """Nothing is new; we are still here."""

    type: Literal["beat"] = "beat"


class Pong(Message):
    """The answer to a ping, after everything that was asked before it."""

    type: Literal["pong"] = "pong"


class Bye(Message):
    """The last message: the server stops, another one will be there."""

    type: Literal["bye"] = "bye"
    reason: str
    come_back_in: float = Field(
        description="Seconds to wait, different for each reader, so that not all come "
        "back at once."
    )


SAID: Final = (Hello, Snapshot, Change, Resync, Refusal, Beat, Pong, Bye)


# -- what is in a change -------------------------------------------------------


class Moment(BaseModel):
    """Something that happened, as one league sees it."""

    model_config = ConfigDict(extra="allow")

    event_id: str
    kind: str = Field(examples=["goal"])
    at: datetime
    text: str = Field(
        examples=["Saka scores: +10 to 3, captained by Ana, benched by Tom"]
    )


class LeagueChange(BaseModel):
    """The data of a change of `league:N`."""

    rows: list[StandingRow] = Field(
        description="The rows that changed, each whole, as in the table of REST."
    )
    gone: list[int] = Field(description="Entries that are not in the table any more.")
    as_of: datetime | None
    coverage: CoverageBody
    moments: list[Moment]


class GameweekChange(BaseModel):
    """The data of a change of `gameweek`."""

    fixtures: list[FixtureLine] = Field(description="Those that changed, each whole.")
    moments: list[Moment]


# -- what a reader may say -----------------------------------------------------


class Follow(Message):
    """Follow a topic; with `since`, only what came after that version is sent."""

    type: Literal["follow"]
    topic: TopicName
    since: Version | None = None


class Leave(Message):
    """Follow a topic no longer."""

    type: Literal["leave"]
    topic: TopicName


class Ping(Message):
    """Ask for a pong."""

    type: Literal["ping"]


HEARD: Final = (Follow, Leave, Ping)

Frame = Follow | Leave | Ping
FRAME: Final[TypeAdapter[Frame]] = TypeAdapter(
    Annotated[Frame, Field(discriminator="type")]
)
