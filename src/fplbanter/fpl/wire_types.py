"""
The lenient types that FPL's JSON is read with, and how a misfit is named.

Unknown fields are ignored, null and "" stand for nothing, a number may come in
a string. Numbers beyond 32 bits are refused: no FPL number is that large.
"""

from datetime import UTC, datetime
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
)

from fplbanter.errors import UpstreamChanged

T = TypeVar("T")


class Wire(BaseModel):
    """A part of one of FPL's answers: only the fields that are used."""

    model_config = ConfigDict(extra="ignore", frozen=True)


def _zero_if_empty(value: object) -> object:
    return 0 if value is None or value == "" else value


def _empty_text(value: object) -> object:
    return "" if value is None else value


def _no_rows(value: object) -> object:
    return () if value is None else value


def _in_utc(value: datetime) -> datetime:
    return value.astimezone(UTC)


Id = Annotated[int, Field(gt=0, lt=2**31)]
Whole = Annotated[int, Field(gt=-(2**31), lt=2**31)]
Count = Annotated[Whole, BeforeValidator(_zero_if_empty)]
Share = Annotated[
    float, Field(ge=0, le=100, allow_inf_nan=False), BeforeValidator(_zero_if_empty)
]
Flag = Annotated[bool, BeforeValidator(_zero_if_empty)]
Text = Annotated[str, BeforeValidator(_empty_text)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
Rows = Annotated[tuple[T, ...], BeforeValidator(_no_rows)]
Identifier = Annotated[str, Field(pattern=r"^\w{1,60}$")]
GameweekNumber = Annotated[int, Field(ge=1, le=47)]


def read(adapter: TypeAdapter[T], body: object, *, root: str = "") -> T:
    """
    Read an answer, or raise UpstreamChanged naming the first field that misfits.

    The name is the dotted path, such as `elements.3.element_type`; `root` goes
    before it where the answer is a bare list.
    """
    try:
        return adapter.validate_python(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        path = [root] if root else []
        path += [str(step) for step in first["loc"]]
        field = ".".join(path) or "body"
        raise UpstreamChanged(f"{field}: {first['msg']}", field=field) from None
