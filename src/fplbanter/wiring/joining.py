"""What the processes of a larger installation need: servers that are there already."""

from typing import TYPE_CHECKING

from fplbanter.errors import StartupError
from fplbanter.settings import Settings

if TYPE_CHECKING:
    from fplbanter.ops.embedded import Services


def named_servers(settings: Settings) -> "Services":
    """Return the servers of the settings; raises StartupError unless both are set."""
    from fplbanter.ops.embedded import Services

    mongo_url, redis_url = settings.mongo_url, settings.redis_url
    if mongo_url is None or redis_url is None:
        raise StartupError(
            "Several processes need servers that all of them reach: set "
            "FPLBANTER_MONGO_URL and FPLBANTER_REDIS_URL. `fplbanter up` alone brings "
            "its own."
        )
    return Services(mongo_url, redis_url)
