"""
Every error of ours, in one tree.

    BanterError
      NotFound                 what was asked for does not exist
      Refused                  FPL will not show it to anyone without a login
      BadRequest(field)        the question itself makes no sense
        VersionAhead           a version that its topic has not come to
      TooManyRequests          the caller has had his allowance for now
      StartupError             the program cannot start; the message has the cure
      StoreUnavailable         the database did not answer in time
      ClusterUnavailable       Valkey is gone, frozen, slow, full or read-only
      LeaseLost                a lease ran out, or somebody else has it now
      TooSlow                  an answer was not ready in the time it has
      UpstreamError            FPL did not give what was asked; `retry_after` s if told
        UpstreamDown           no answer, or a 5xx
        UpstreamSlow           no whole answer before the deadline
        UpstreamUpdating       "The game is being updated."
        UpstreamBusy           429
          UpstreamPaused       a pause that an earlier 429 asked for: nothing was sent
        UpstreamBlocked        this address is refused by FPL's edge
        UpstreamChanged        an answer of a shape that is not understood
        UpstreamNotFound       FPL's 404
        UpstreamForbidden      FPL's 403 that names a login
        UpstreamWaiting        FPL is being asked; nothing is here yet

What status an error becomes belongs to the door: `web/problems.py`.
"""


class BanterError(Exception):
    """Anything that this program says no with."""


class StartupError(BanterError):
    """The program cannot start; the message says why and what cures it."""


class StoreUnavailable(BanterError):
    """The database did not answer in time, or there is none to ask."""


class ClusterUnavailable(BanterError):
    """Valkey did not do what was asked; nobody waits for it."""


class LeaseLost(BanterError):
    """The lease ran out, or somebody else has it now: what it allowed is over."""


class TooSlow(BanterError):
    """An answer was not ready in the time that anybody is made to wait."""


class NotFound(BanterError):
    """What was asked for does not exist."""


class Refused(BanterError):
    """FPL shows this to its owner only."""


class BadRequest(BanterError):
    """The question makes no sense; `field` names the part that does not."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


class VersionAhead(BadRequest):
    """A version of a topic that was never published, as far as is known."""

    def __init__(self, topic: str, version: int) -> None:
        super().__init__(f"{topic} has no version {version} yet.", field="since")


class TooManyRequests(BanterError):
    """
    The caller has had his allowance for now.

    That is `limit` within `window` seconds, counted under the name `policy`;
    `retry_after` is in seconds.
    """

    def __init__(
        self,
        message: str,
        *,
        policy: str,
        limit: int,
        window: float,
        retry_after: float,
    ) -> None:
        super().__init__(message)
        self.policy = policy
        self.limit = limit
        self.window = window
        self.retry_after = retry_after


class UpstreamError(BanterError):
    """
    FPL did not give what was asked. `kind` is the word for it in answers.

    `retry_after` is when it said to come back, in seconds; None when it did not.
    """

    kind = "down"

    def __init__(self, message: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class UpstreamDown(UpstreamError):
    """FPL did not answer, or answered with a 5xx."""


class UpstreamSlow(UpstreamError):
    """FPL did not give a whole answer before the deadline."""

    kind = "slow"


class UpstreamUpdating(UpstreamError):
    """FPL says "The game is being updated."."""

    kind = "updating"


class UpstreamBusy(UpstreamError):
    """FPL answered 429: too many requests."""

    kind = "busy"


class UpstreamPaused(UpstreamBusy):
    """FPL was not asked: it wants to be left alone for `retry_after` seconds more."""


class UpstreamBlocked(UpstreamError):
    """FPL's edge refuses this address (a 403 that names no login)."""

    kind = "blocked"


class UpstreamChanged(UpstreamError):
    """
    An answer of a shape that is not understood; `field` names what is wrong.

    `reason` is the word that refused answers are counted and kept by.
    """

    kind = "changed"

    def __init__(self, message: str, *, field: str, reason: str = "shape") -> None:
        super().__init__(message)
        self.field = field
        self.reason = reason


class UpstreamNotFound(UpstreamError):
    """FPL answered 404: no such entry, league or line-up."""

    kind = "not_found"


class UpstreamForbidden(UpstreamError):
    """FPL answered 403 and asked for a login."""

    kind = "forbidden"


class UpstreamWaiting(UpstreamError):
    """FPL is being asked for it; whoever asked would not wait any longer."""

    kind = "waiting"
