"""Settings: each listed, each refused in a sentence when it makes no sense."""

from pathlib import Path

import pytest

from fplbanter.errors import StartupError
from fplbanter.settings import (
    Settings,
    allowed,
    described,
    env_example,
    load_settings,
    url_of,
)

ROOT = Path(__file__).resolve().parents[1]

REFUSED = [
    ("PORT", "99999", "a whole number from 0 to 65535"),
    ("PORT", "-1", "a whole number from 0 to 65535"),
    ("PORT", "http", "a whole number from 0 to 65535"),
    ("FPL_RATE", "0", "a number from 0.01 to 1000"),
    ("FPL_RATE", "nan", "a number from 0.01 to 1000"),
    ("FPL_RATE", "fast", "a number from 0.01 to 1000"),
    ("FPL_RATE_I_KNOW", "perhaps", "1 or 0"),
    ("FPL_PER_MINUTE", "0", "a whole number from 1 to 60000"),
    ("FPL_TIMEOUT", "inf", "a number from 0.1 to 60"),
    ("FPL_MAX_BYTES", "1", "a whole number from 1048576 to 268435456"),
    ("FPL_URL", "ftp://example", "an address that begins with http(s)://"),
    ("LEAGUE_MAX", "2001", "a whole number from 1 to 2000"),
    ("LEAGUE_MAX", "1e3", "a whole number from 1 to 2000"),
    ("MONGO_DATABASE", "a.b", "1 to 38 letters, digits, _ and -"),
    ("MONGO_DATABASE", "$where", "1 to 38 letters, digits, _ and -"),
    *(
        (
            "TRUSTED_PROXIES",
            value,
            "addresses or networks with commas between: 10.0.0.0/8, ::1",
        )
        for value in (
            "proxy.lan",
            "10.0.0.1/8",
            "*",
            "10.0.0.1;10.0.0.2",
            "10.0.0.1/33",
        )
    ),
    ("COLD_KEYS_PER_MINUTE", "0", "a whole number from 1 to 10000"),
    ("LOG_LEVEL", "loud", "one of DEBUG, INFO, WARNING, ERROR"),
]


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Read no settings but those of the test."""
    monkeypatch.chdir(tmp_path)
    for variable, _, _ in described():
        monkeypatch.delenv(variable, raising=False)
    return tmp_path


@pytest.mark.parametrize(("name", "value", "range_"), REFUSED)
def test_a_setting_that_makes_no_sense_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, range_: str
) -> None:
    """It names the variable, what it was, and what is allowed."""
    monkeypatch.setenv(f"FPLBANTER_{name}", value)
    with pytest.raises(StartupError) as refused:
        load_settings()

    assert str(refused.value) == f"FPLBANTER_{name} is '{value}', but must be {range_}."


def test_every_setting_at_fault_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody should mend one to be told of the next."""
    monkeypatch.setenv("FPLBANTER_PORT", "x")
    monkeypatch.setenv("FPLBANTER_LEAGUE_MAX", "0")
    with pytest.raises(StartupError) as refused:
        load_settings()

    assert "FPLBANTER_PORT" in str(refused.value)
    assert "FPLBANTER_LEAGUE_MAX" in str(refused.value)


def test_a_rate_above_five_needs_to_be_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody passes FPL's patience by accident."""
    monkeypatch.setenv("FPLBANTER_FPL_RATE", "7")
    with pytest.raises(StartupError, match="need FPLBANTER_FPL_RATE_I_KNOW=1"):
        load_settings()

    monkeypatch.setenv("FPLBANTER_FPL_RATE_I_KNOW", "1")
    assert load_settings().per_minute == 420


def test_a_polite_rate_has_a_hundred_a_minute() -> None:
    """Two a second in short, a hundred a minute in the long run."""
    assert load_settings().per_minute == 100
    assert load_settings(fpl_per_minute=30).per_minute == 30


def test_the_file_env_is_read_and_the_environment_comes_first(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As everywhere; a refusal of it reads the same."""
    (nowhere / ".env").write_text("FPLBANTER_PORT=8001\nFPLBANTER_HOST=::1\n")
    monkeypatch.setenv("FPLBANTER_PORT", "8002")
    assert (load_settings().port, load_settings().host) == (8002, "::1")

    (nowhere / ".env").write_text("FPLBANTER_LEAGUE_MAX=many\n")
    with pytest.raises(StartupError, match=r"^FPLBANTER_LEAGUE_MAX is 'many'"):
        load_settings()


def test_proxies_are_addresses_and_networks() -> None:
    """One or many, with or without spaces; none unless said otherwise."""
    assert load_settings().proxies == ()
    given = load_settings(trusted_proxies="127.0.0.1, 10.0.0.0/8,::1,").proxies
    assert [str(each) for each in given] == ["127.0.0.1/32", "10.0.0.0/8", "::1/128"]


def test_a_file_env_that_is_no_text_is_a_sentence(nowhere: Path) -> None:
    """Someone's picture named .env is no traceback."""
    (nowhere / ".env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StartupError, match=r"^The file \.env cannot be read"):
        load_settings()


def test_an_empty_setting_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """`FPLBANTER_MONGO_URL=` in a file of settings means: without it."""
    for variable, _, _ in described():
        monkeypatch.setenv(variable, "")
    assert load_settings() == Settings()


def test_every_setting_is_listed_with_its_reason() -> None:
    """In `fplbanter settings`: variable, default, description, range."""
    listed = {variable: (default, text) for variable, default, text in described()}

    assert len(listed) == len(Settings.model_fields)
    assert listed["FPLBANTER_PORT"][0] == "8000"
    assert all(len(text) > 30 for _, text in listed.values())
    assert all(allowed(name) for name in Settings.model_fields)


def test_the_example_file_is_fresh() -> None:
    """`.env.example` is written from the settings."""
    assert (ROOT / ".env.example").read_text("utf-8") == env_example(), (
        "write it anew: python -c 'from fplbanter.settings import env_example; "
        'print(env_example(), end="")\' > .env.example'
    )


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:80"),
        ("0.0.0.0", "http://127.0.0.1:80"),  # noqa: S104
        ("::", "http://[::1]:80"),
        ("::1", "http://[::1]:80"),
        ("banter.lan", "http://banter.lan:80"),
    ],
)
def test_an_address_is_one_that_a_browser_takes(host: str, url: str) -> None:
    """What listens everywhere is shown as listening here."""
    assert url_of(host, 80) == url
