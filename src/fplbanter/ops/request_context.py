"""
Which request the code works for right now.

Tasks that a request starts take it with them, so that what is done behind is
found in the log under the request that wanted it.
"""

from contextvars import ContextVar
from typing import Final

REQUEST_ID: Final[ContextVar[str | None]] = ContextVar("request_id", default=None)
"""The id that the request's answer carries; None outside of any request."""
