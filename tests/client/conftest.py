"""The client listens to a hub as a reader of the stream does."""

from tests.web.stream.conftest import hub, publish, valkey

__all__ = ["hub", "publish", "valkey"]
