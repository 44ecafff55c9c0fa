"""The pages over a product that stands still, asked without a browser."""

import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

# The examples are imported as `tests.web.pages.…`, here and by the preview.
if (root := str(Path(__file__).resolve().parents[3])) not in sys.path:
    sys.path.insert(0, root)

from tests.web.pages.product import StillProduct, site


@pytest.fixture
def product() -> StillProduct:
    """Return the product behind the pages; a test may change what it answers."""
    return StillProduct()


@pytest.fixture
def browser(product: StillProduct) -> Iterator[TestClient]:
    """Open a client without JavaScript that follows nothing by itself."""
    with TestClient(site(product), follow_redirects=False) as client:
        yield client


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture
def text_of() -> Callable[[str], str]:
    """Return a reader of HTML: its words, with plain spaces, dashes and times."""

    def text(html: str) -> str:
        parser = _Text()
        parser.feed(html)
        words = " ".join(" ".join(parser.words).split())
        return words.replace("\N{EN DASH}", "-").replace("\N{MULTIPLICATION SIGN}", "x")

    return text
