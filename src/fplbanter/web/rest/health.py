"""`/livez` and `/readyz`: for whoever runs this."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import cast

from fastapi import APIRouter, Request, Response, status
from pydantic import BaseModel, Field

from fplbanter.web.rest.provided import ProductGiven

router = APIRouter(tags=["health"])

CHECK_SECONDS = 1.0

Check = Callable[[], Awaitable[object]]


class HealthBody(BaseModel):
    """Whether this process can do its work."""

    status: str = Field(examples=["ready"])
    checks: dict[str, str] = Field(default_factory=dict)


@router.get("/livez", summary="Whether the process runs")
async def alive() -> HealthBody:
    """Say that the process runs; it asks nobody else."""
    return HealthBody(status="alive")


@router.get(
    "/readyz",
    responses={
        503: {"model": HealthBody, "description": "It cannot; `checks` say why"}
    },
    summary="Whether it can do its work",
)
async def ready(
    request: Request, response: Response, given: ProductGiven
) -> HealthBody:
    """Say whether the database and Valkey answer and a season is known."""
    checks = cast("Mapping[str, Check]", request.app.state.checks)
    results = await asyncio.gather(*(_result(check) for check in checks.values()))
    found = dict(zip(checks, results, strict=True))
    found["season"] = "unknown" if given.board.is_empty else "ok"
    response.headers["Cache-Control"] = "no-store"
    if all(result == "ok" for result in found.values()):
        return HealthBody(status="ready", checks=found)
    response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    return HealthBody(status="not ready", checks=found)


async def _result(check: Check) -> str:
    """Run one check; whatever it raises is the reason that it failed."""
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            await check()
    except Exception as error:  # noqa: BLE001 - any failure means "not ready"
        return f"failed: {type(error).__name__}"
    return "ok"
