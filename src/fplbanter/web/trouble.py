"""What FPL's trouble means for one request: what is said, and when to come back."""

import math
from datetime import datetime, timedelta
from typing import Protocol, cast

from fastapi import Request

from fplbanter.clock import Clock
from fplbanter.errors import BanterError, UpstreamError
from fplbanter.services.answers import Notice


class Noticing(Protocol):
    """What is asked of the product here."""

    @property
    def clock(self) -> Clock:
        """The product's clock."""
        ...

    def notice(self) -> Notice | None:
        """Say what is wrong with FPL right now, None while it answers."""
        ...


def notice_for(request: Request) -> Notice | None:
    """Return what the page that answers a request says about FPL."""
    return _product(request).notice()


def seconds_to_wait(request: Request, error: BanterError, otherwise: int) -> int:
    """Return after how many seconds it is worth asking again."""
    if not isinstance(error, UpstreamError):
        return otherwise
    seconds = error.retry_after
    if seconds is None and (notice := notice_for(request)):
        seconds = notice.retry_in
    return otherwise if seconds is None else max(1, math.ceil(seconds))


def moment_in(request: Request, seconds: int) -> datetime:
    """Return when that is on the product's clock, whose seconds may be short."""
    clock = _product(request).clock
    return clock.now() + timedelta(seconds=seconds * clock.pace)


def _product(request: Request) -> Noticing:
    return cast("Noticing", request.app.state.product)
