"""
JSON in the place of pickle, for a library that would run what it reads.

Unpickling calls whatever the bytes name. JSON only makes values.
"""

import json


class PlainValues:
    """Has the two functions of `cloudpickle` that docket calls."""

    @staticmethod
    def dumps(value: object) -> bytes:
        """Return a value as JSON; raises TypeError for one that JSON has not."""
        return json.dumps(value, separators=(",", ":")).encode()

    @staticmethod
    def loads(data: bytes) -> object:
        """Return the value of some JSON; raises ValueError for anything else."""
        return json.loads(data)
