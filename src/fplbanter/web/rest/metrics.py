"""`/metrics`: for Prometheus, no part of the public API."""

from fastapi import APIRouter, Request, Response

from fplbanter.ops.scrape import exposition

router = APIRouter(include_in_schema=False)


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Return all metrics, as OpenMetrics or as plain text by the Accept header."""
    body, media_type = exposition(request.headers.get("accept", ""))
    headers = {"Cache-Control": "no-store", "Content-Type": media_type}
    return Response(body, headers=headers)
