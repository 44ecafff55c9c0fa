"""How many files may be open: as many as are permitted, or a sentence."""

import resource

import pytest

from fplbanter.errors import StartupError
from fplbanter.ops.open_files import allow_open_files


def test_the_permitted_number_is_taken() -> None:
    """Nobody has to know of `ulimit`: what the system permits is asked for."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (600, before[1]))
        assert allow_open_files(wanted=700, least=512) == 700
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (700, before[1])
        assert allow_open_files(wanted=650, least=512) == 700
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_too_few_is_a_sentence_with_the_cure() -> None:
    """Instead of a mongod that aborts without saying why."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    with pytest.raises(StartupError, match=r"files may be open.*`ulimit -n") as told:
        allow_open_files(wanted=soft, least=10**9)
    assert "\n" not in str(told.value)
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (soft, hard)
