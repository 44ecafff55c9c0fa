"""What no log may hold is hidden, and nothing else."""

import pytest

from fplbanter.ops.redaction import HIDDEN, Redactor

MONGO = "mongodb://banter:c4n%40ry-mongo@db.example:27017/?replicaSet=rs0"
REDIS = "redis://:c4nary-redis@cache.example:6379/0"

redact = Redactor([MONGO, REDIS, None, "unix:///run/valkey.sock"])


@pytest.mark.parametrize(
    "words",
    [
        f"cannot reach {MONGO}",
        f"cannot reach {REDIS}.",
        "bad auth: banter / c4n%40ry-mongo",
        "bad auth: banter / c4n@ry-mongo",
        "AUTH c4nary-redis failed",
        "rediss://name:c4nary-other@host/ is no address",
        "http://:c4nary@host",
        "Authorization: Bearer c4nary.abc",
        "authorization: Basic YzRuYXJ5OmM0bmFyeQ== c4nary",
        "{'Authorization': 'c4nary x', 'accept': '*/*'}",
        "[(b'authorization', b'Bearer c4nary'), (b'accept', b'*/*')]",
        "Cookie: a=b; session=c4nary",
        "Set-Cookie: session=c4nary; HttpOnly",
        '{"cookie": "session=c4nary"}',
        "Proxy-Authorization: c4nary",
        "sent Bearer c4nary1234 to it",
        "GET /leagues/900/standings?token=c4nary HTTP/1.1",
        "GET /leagues/900/standings?c4nary",
        "https://example.org/x?a=1&token=c4nary#part",
        "?token=c4nary",
    ],
)
def test_a_secret_is_hidden_wherever_it_stands(words: str) -> None:
    """In addresses, headers, their repr, queries, and by itself."""
    told = redact(words)
    assert HIDDEN in told
    assert "c4n" not in told
    assert "YzRu" not in told


@pytest.mark.parametrize(
    "words",
    [
        "MongoDB does not answer: db.example:27017: timed out (after 0.8 s)",
        "FPL does not answer for live (down): 503",
        "Who are they? Nobody knows.",
        "What now?",
        "basic understanding of cookies",
        "https://fantasy.premierleague.com/api/event/7/live/",
        "team Who?",
        "redis://cache.example:6379/0 is there",
        "a@b.example wrote",
    ],
)
def test_other_words_stay(words: str) -> None:
    """A log that hides too much is of no use."""
    assert redact(words) == words


def test_a_password_of_a_few_letters_is_not_looked_for_by_itself() -> None:
    """Else every word would have holes; in its address it is hidden."""
    short = Redactor(["redis://:an@host"])
    assert (
        short("an answer of redis://:an@host") == f"an answer of redis://{HIDDEN}@host"
    )
