"""How hard the laws are tried: moderately, and the same way every time in CI."""

import os

from hypothesis import settings

settings.register_profile(
    "laws", max_examples=60, deadline=None, derandomize="CI" in os.environ
)
settings.load_profile("laws")
