"""
The OpenAPI schema that `/docs` and `/redoc` show, with an example of each answer.

The examples are answers as the demo gave them, kept as JSON beside this file;
a test holds each to its schema, and makes them anew.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from fplbanter.web.problems import MEDIA_TYPE, Problem

EXAMPLES = Path(__file__).parent / "examples.json"

_DESCRIPTIONS = {
    403: "FPL shows it to its owner only",
    404: "It does not exist, or is still to come",
    422: "The question makes no sense",
    503: "FPL, or the database, does not answer",
}

Json = dict[str, Any]


def documented(*statuses: int) -> dict[int | str, Json]:
    """Document a route's problems."""
    return {
        status: {"model": Problem, "description": _DESCRIPTIONS[status]}
        for status in statuses
    }


def with_examples(app: FastAPI) -> None:
    """Have the app's schema hold an example for each answer."""
    plain = app.openapi

    def openapi() -> Json:
        if app.openapi_schema is None:
            for path, operations in plain()["paths"].items():
                for operation in operations.values():
                    _complete(path, operation["responses"])
        return plain()

    app.openapi = openapi  # type: ignore[method-assign]


def _complete(path: str, responses: Json) -> None:
    """Give each answer of a route its media type and its example."""
    known = examples()
    for status, response in responses.items():
        content = response["content"]
        if _is_problem(content["application/json"]):
            content[MEDIA_TYPE] = content.pop("application/json")
            content[MEDIA_TYPE]["example"] = known["problems"].get(status)
        else:
            answers = known["answers"].get(path, {})
            content["application/json"]["example"] = answers.get(status)


def _is_problem(content: Json) -> bool:
    return str(content["schema"].get("$ref", "")).endswith("/Problem")


@cache
def examples() -> Json:
    """Return the examples: `answers` by path and status, `problems` by status."""
    loaded: Json = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return loaded
