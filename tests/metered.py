"""How far a metric has moved: for tests that break something and look at it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from prometheus_client.metrics import MetricWrapperBase

from fplbanter.ops.metrics import REGISTRY


def sample(name: str, **labels: str) -> float:
    """Return a sample's value, 0 while there is none; labels must be all of them."""
    return REGISTRY.get_sample_value(f"fplbanter_{name}", labels) or 0.0


def definitions() -> list[MetricWrapperBase]:
    """Return every metric of ours; what the library tells of itself is not."""
    known = REGISTRY._collector_to_names
    return [one for one in known if isinstance(one, MetricWrapperBase)]


def families() -> dict[str, tuple[str, ...]]:
    """Return the labels of every metric of ours, by the name in its definition."""
    return {one._name: tuple(one._labelnames) for one in definitions()}


def kinds() -> dict[str, str]:
    """Return what every metric of ours is: counter, gauge, histogram or info."""
    return {one._name: one._type or "" for one in definitions()}


@contextmanager
def moved(name: str, by: float = 1, **labels: str) -> Iterator[None]:
    """Fail unless a sample rises by at least so much within the block."""
    before = sample(name, **labels)
    yield
    rise = sample(name, **labels) - before
    assert rise >= by, f"{name}{_shown(labels)} rose by {rise}, not by {by}"


def series() -> int:
    """Count the series that labels have made: each set of labels of each metric."""
    return sum(len(one._metrics) for one in definitions() if one._labelnames)


def _shown(labels: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{k}={v}" for k, v in labels.items()) + "}"
