"""One question to FPL: an endpoint with its parameters, and the one way to write it."""

from dataclasses import dataclass
from typing import Self

from fplbanter.fpl.endpoints import Endpoint


@dataclass(frozen=True, slots=True)
class Asked:
    """
    One question to FPL.

    `params` are in the order of their names, so that equal questions are equal.
    """

    endpoint: Endpoint
    params: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, endpoint: Endpoint, **params: int | None) -> Self:
        """
        Build a question; None means "not given", and so does FPL's default.

        Raises ValueError for a parameter that is unknown, missing or out of range.
        """
        endpoint.path(**params)
        given = {
            name: value
            for name, value in params.items()
            if value is not None and not endpoint.is_default(name, value)
        }
        return cls(endpoint, tuple(sorted(given.items())))

    @property
    def path(self) -> str:
        """The one way to write it, below `/api/`: "event/7/live/"."""
        return self.endpoint.path(**dict(self.params))

    def param(self, name: str) -> int | None:
        """Return a parameter, None if it is not given."""
        return dict(self.params).get(name)
