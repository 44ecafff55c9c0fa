"""What a client did and what came back, told as one line of JSON for each call."""

import json
from importlib.metadata import version


def expect(what: bool, sentence: str) -> None:  # noqa: FBT001  It reads as assert.
    """Go on if it is so."""
    if not what:
        raise AssertionError(sentence)


class Told:
    """Tells of the calls of one package."""

    def __init__(self, package: str) -> None:
        self._client = f"{package} {version(package)}"

    def __call__(self, call: str, result: str, sane: bool) -> None:  # noqa: FBT001
        """Tell of a call; raises AssertionError for a result that is not sane."""
        line = {"client": self._client, "call": call, "result": result[:60]}
        print(json.dumps(line), flush=True)
        expect(sane, f"{call} gave {result}")
