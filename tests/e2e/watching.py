"""What must not happen on any page: noted, and complained of at the test's end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request

OpenPage = Callable[..., Page]


@dataclass
class Watch:
    """What went wrong on the pages of one test; `expected` is left out."""

    expected: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)

    def complain(self, text: str) -> None:
        self.complaints.append(text)

    def note(self, request: Request) -> None:
        address = urlsplit(request.url)
        self.requested.append(address.path)
        if address.scheme in ("http", "https") and address.hostname != "127.0.0.1":
            self.complain(f"asked another host: {request.url}")

    def unexpected(self) -> list[str]:
        return [c for c in self.complaints if not any(e in c for e in self.expected)]
