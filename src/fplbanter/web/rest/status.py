"""`/status.json`: how this installation is, for programs."""

from collections.abc import Mapping
from datetime import datetime

from fastapi import APIRouter, Response
from pydantic import Field

from fplbanter.services.answers.status import (
    BudgetStatus,
    HeldPart,
    OutageLine,
    ServerState,
    UpstreamStatus,
)
from fplbanter.web.rest.envelope import Body
from fplbanter.web.rest.provided import StatusGiven

router = APIRouter(tags=["health"])


class StatusBody(Body):
    """How this installation is, as one of its processes knows it."""

    at: datetime = Field(description="Now, as the product tells time.")
    version: str
    uptime_seconds: int = Field(description="Of the process that answers.")
    upstream: UpstreamStatus = Field(
        description="FPL, and each group of its endpoints: `kind` is null while it "
        "answers, else updating, down, slow, busy, blocked or changed."
    )
    budget: BudgetStatus | None = Field(
        description="How often FPL may be asked, and how often it was."
    )
    held: list[HeldPart] = Field(description="When FPL was last read for everybody.")
    servers: Mapping[str, ServerState] = Field(
        description="Whether MongoDB and Valkey give a sign of life."
    )
    outages_since: datetime
    outages: list[OutageLine] | None = Field(
        description="FPL's outages since then, newest first; null while the record "
        "cannot be read."
    )


@router.get("/status.json", summary="How this installation is")
async def status(given: StatusGiven, response: Response) -> StatusBody:
    """Say how FPL, the budget and our own servers are; it always answers."""
    response.headers["Cache-Control"] = "no-store"
    return StatusBody.of(await given.status())
