"""
Settings: `FPLBANTER_*` in the environment or in `.env`.

Each has a unit, a default, a range and a reason; `fplbanter settings` lists
them and `.env.example` is written from here. A setting that makes no sense is
refused at start, with its name and what is allowed. An empty one is not set.
"""

from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from fplbanter.errors import StartupError

PREFIX = "FPLBANTER_"
POLITE_RATE = 5.0
"""Requests a second that nobody may pass by accident."""

PORTS_FOR_METRICS = 32
"""How many processes of a machine may have a port of their own for it."""

Network = IPv4Network | IPv6Network


class Settings(BaseSettings):
    """Everything that an operator may set."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
    )

    host: str = Field(
        default="127.0.0.1",
        description="Address to listen on. This machine only, until you say else.",
        json_schema_extra={"allowed": "an IP address or a name of this machine"},
    )
    port: int = Field(
        default=8000, ge=0, le=65535, description="Port to listen on; 0 takes any."
    )
    data_dir: Path | None = Field(
        default=None,
        description="Directory for the embedded MongoDB and Valkey: up, demo and each "
        "recording have one of their own in it. Without it ~/.local/share/fplbanter, "
        "or fplbanter in XDG_DATA_HOME.",
        json_schema_extra={"allowed": "a directory; it is made when missing"},
    )
    mongo_url: str | None = Field(
        default=None,
        description="MongoDB to use (replica set or sharded cluster). Without it a "
        "real mongod is started here.",
        json_schema_extra={"allowed": "an address that begins with mongodb"},
    )
    mongo_database: str = Field(
        default="fplbanter",
        pattern=r"^[A-Za-z0-9_-]{1,38}$",
        description="Name of the database.",
        json_schema_extra={"allowed": "1 to 38 letters, digits, _ and -"},
    )
    redis_url: str | None = Field(
        default=None,
        description="Valkey or Redis to use. Without it a real Valkey is started here.",
        json_schema_extra={"allowed": "an address redis://, rediss:// or unix://"},
    )
    fpl_url: str = Field(
        default="https://fantasy.premierleague.com/api/",
        pattern=r"^https?://.+",
        description="Where FPL's API is. `demo` and recordings set it themselves.",
        json_schema_extra={"allowed": "an address that begins with http(s)://"},
    )
    fpl_rate: Annotated[float, Field(ge=0.01, le=1000)] = Field(
        default=2.0,
        description="Requests a second to FPL, at most. Its limit is not published; "
        "two a second is what a careful guest asks.",
    )
    fpl_rate_i_know: bool = Field(
        default=False,
        description="Set it to allow more than 5 requests a second to FPL.",
    )
    fpl_per_minute: int | None = Field(
        default=None,
        ge=1,
        le=60_000,
        description="Requests a minute to FPL, at most. Without it 100, or what a "
        "higher rate allows.",
    )
    fpl_timeout: Annotated[float, Field(ge=0.1, le=60)] = Field(
        default=8.0,
        description="Seconds for a whole answer of FPL. Time-outs per read are none.",
    )
    fpl_max_bytes: int = Field(
        default=8 * 2**20,
        ge=2**20,
        le=2**28,
        description="Bytes of an answer of FPL, unpacked. Its largest has 2 MB.",
    )
    processes: int = Field(
        default=1,
        ge=1,
        le=64,
        description="Processes that may ask FPL at the same time, an old and a new "
        "version side by side counted both. While Valkey is gone each has its part of "
        "the limit.",
    )
    live_seconds: Annotated[float, Field(ge=10, le=600)] = Field(
        default=45.0,
        description="Seconds after which live points are asked for again while a match "
        "is played.",
    )
    stale_days: Annotated[float, Field(ge=0.01, le=60)] = Field(
        default=7.0,
        description="Days for which an old answer of FPL is given out, saying so, "
        "while there is no newer one.",
    )
    copies_mb: int = Field(
        default=64,
        ge=16,
        le=4096,
        description="Megabytes of FPL's answers that each process keeps ready.",
    )
    edge_mb: int = Field(
        default=64,
        ge=1,
        le=4096,
        description="Megabytes of ready answers that each process keeps: tables, pages "
        "and JSON, packed. A league's table takes about 0.05.",
    )
    league_max: int = Field(
        default=2_000,
        ge=1,
        le=2_000,
        description="Members of a league that are read, best ranks first.",
    )
    trusted_proxies: str = Field(
        default="",
        description="Proxies of yours whose X-Forwarded-For or Forwarded is believed, "
        "so that each reader has an allowance of his own. Without it nobody's is.",
        json_schema_extra={
            "allowed": "addresses or networks with commas between: 10.0.0.0/8, ::1"
        },
    )
    cold_keys_per_minute: int = Field(
        default=30,
        ge=1,
        le=10_000,
        description="Answers that nobody has asked for before, for one address in a "
        "minute, at the door /fpl/. Each is a request to FPL.",
    )
    stream_sockets: int = Field(
        default=6_000,
        ge=1,
        le=100_000,
        description="Readers of /ws and /events together, in one process. Each is an "
        "open file and 60 kB.",
    )
    stream_sockets_per_address: int = Field(
        default=20,
        ge=1,
        le=100_000,
        description="Readers of /ws and /events from one address, in one process: a "
        "household with several windows open.",
    )
    stream_topics: int = Field(
        default=50,
        ge=1,
        le=1_000,
        description="Topics that one of them may follow at a time.",
    )
    stream_frame_bytes: int = Field(
        default=4096,
        ge=256,
        le=2**20,
        description="Bytes of a message from a reader of /ws. The longest that makes "
        "sense has 200.",
    )
    stream_messages_per_second: Annotated[float, Field(ge=0.1, le=10_000)] = Field(
        default=20.0,
        description="Messages from a reader of /ws in a second, in the long run; five "
        "seconds' worth at once.",
    )
    stream_heartbeat: Annotated[float, Field(ge=0.1, le=300)] = Field(
        default=20.0,
        description="Seconds after which a reader of /ws or /events hears something "
        "although nothing is new, and after which he is asked whether he is there. "
        "Proxies often cut off after 60.",
    )
    stream_origins: str = Field(
        default="",
        description="Pages of other hosts that may listen at /ws and /events.",
        json_schema_extra={
            "allowed": "addresses with commas between: https://my.example; * is all"
        },
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="From which level on events are logged."
    )
    log_format: Literal["auto", "json", "line"] = Field(
        default="auto",
        description="How events are logged: as a line for a person, as JSON with a "
        "line for each request, or auto: a line on a terminal, else JSON.",
    )
    metrics: bool = Field(
        default=True,
        description="Whether /metrics tells Prometheus how it goes. It says nothing "
        "of people, but it is open to whoever reaches the port.",
    )
    metrics_port: int | None = Field(
        default=None,
        ge=1,
        le=65_536 - PORTS_FOR_METRICS,
        description="From which port on each process has one of its own for /metrics: "
        f"the first that is free, of {PORTS_FOR_METRICS}. Without it /metrics is at "
        "the port of the pages, and `live` and `work` have none.",
    )

    @field_validator("trusted_proxies")
    @classmethod
    def _refuse_what_is_no_network(cls, value: str) -> str:
        _networks(value)
        return value

    @model_validator(mode="after")
    def _refuse_a_rate_by_accident(self) -> Self:
        if self.fpl_rate > POLITE_RATE and not self.fpl_rate_i_know:
            raise ValueError(
                f"{PREFIX}FPL_RATE is {self.fpl_rate:g}: more than {POLITE_RATE:g} "
                f"requests a second need {PREFIX}FPL_RATE_I_KNOW=1."
            )
        return self

    @property
    def per_minute(self) -> int:
        """Requests a minute to FPL, at most."""
        if self.fpl_per_minute is not None:
            return self.fpl_per_minute
        polite = self.fpl_rate <= POLITE_RATE
        return 100 if polite else max(100, int(self.fpl_rate * 60))

    @property
    def proxies(self) -> tuple[Network, ...]:
        """Networks of the proxies whose word about an address is believed."""
        return _networks(self.trusted_proxies)

    @property
    def origins(self) -> tuple[str, ...]:
        """Pages of other hosts that may listen to the stream."""
        parts = (part.strip().rstrip("/") for part in self.stream_origins.split(","))
        return tuple(part.lower() for part in parts if part)


def load_settings(**given: object) -> Settings:
    """
    Read the settings; `given` come before the environment.

    Raises StartupError that names the setting and what is wrong with it.
    """
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        raise StartupError("\n".join(_told(e) for e in error.errors())) from None
    except (OSError, UnicodeDecodeError) as error:
        raise StartupError(f"The file .env cannot be read: {error}") from None


def url_of(host: str, port: int) -> str:
    """Return the address of what listens on a host, for a browser beside it."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def described() -> list[tuple[str, str, str]]:
    """Return each setting's variable, default and description, in order."""
    return [
        (
            PREFIX + name.upper(),
            "" if field.default is None else str(field.default),
            f"{field.description} Allowed: {allowed(name)}.",
        )
        for name, field in Settings.model_fields.items()
    ]


def allowed(name: str) -> str:
    """Return what a setting may be, in words: "a whole number from 0 to 65535"."""
    schema: dict[str, Any] = Settings.model_json_schema()["properties"][name]
    # A setting that may be left out has its range in the first of two branches.
    schema = schema | schema.get("anyOf", [{}])[0]
    if "allowed" in schema:
        return str(schema["allowed"])
    if "enum" in schema:
        return "one of " + ", ".join(schema["enum"])
    return _kind(schema)


def _kind(schema: Mapping[str, Any]) -> str:
    """Say in words what type a setting has, and between which numbers it is."""
    match schema:
        case {"type": "integer", "minimum": least, "maximum": most}:
            return f"a whole number from {least} to {most}"
        case {"type": "number", "minimum": least, "maximum": most}:
            return f"a number from {least:g} to {most:g}"
        case {"type": "boolean"}:
            return "1 or 0"
    raise ValueError(f"It is not said what this setting may be: {schema}")


def env_example() -> str:
    """Return `.env.example`: every setting with its default, commented out."""
    lines = [
        "# Settings of FPL Banter, each with its default. See `fplbanter settings`."
    ]
    for variable, default, description in described():
        lines += ["", f"# {description}", f"# {variable}={default}"]
    return "\n".join(lines) + "\n"


def _networks(text: str) -> tuple[Network, ...]:
    """Read addresses and networks; raises ValueError for anything else."""
    parts = (part.strip() for part in text.split(","))
    return tuple(ip_network(part) for part in parts if part)


def _told(error: Mapping[str, Any]) -> str:
    """Say what is wrong with a setting, in one line."""
    place = error["loc"]
    if not place:
        return str(error["msg"]).removeprefix("Value error, ")
    name = str(place[0]).lower().removeprefix(PREFIX.lower())
    given = repr(error["input"])[:100]
    return f"{PREFIX}{name.upper()} is {given}, but must be {allowed(name)}."
