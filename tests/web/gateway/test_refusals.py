"""What the door `/fpl/` refuses, without a word to FPL; and whom it asks to wait."""

import asyncio
import json

import pytest
from starlette.types import Message, Scope
from tests.fpl.gateway.house import House, Process
from tests.web.gateway.gate import PROXY, STRANGER, Gate, gate_on

from fplbanter.simulator.faults import Fault

pytestmark = pytest.mark.anyio


async def raw(gate: Gate, target: str, method: str = "GET") -> tuple[int, bytes]:
    """Send an address as it stands: no client puts it in order first."""
    path, _, query = target.partition("?")
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope: Scope = {
        "type": "http",
        "http_version": "1.1",
        "scheme": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode("latin-1"),
        "query_string": query.encode("latin-1"),
        "headers": [(b"host", b"banter.test"), (b"accept", b"text/html,*/*")],
        "client": (STRANGER, 4711),
        "server": ("banter.test", 80),
    }
    await gate.app(scope, receive, send)
    return sent[0]["status"], sent[1]["body"]


REFUSED = [
    ("/fpl/", 404),
    ("/fpl/no/such/path/", 404),
    ("/fpl/me/", 404),
    ("/fpl/my-team/5/", 404),
    ("/fpl/bootstrap-static/../me/", 404),
    ("/fpl/bootstrap-static/%2e%2e/me/", 404),
    ("/fpl/..%2fme/", 404),
    ("/fpl/%2e%2e%2f%2e%2e%2fadmin/", 404),
    ("/fpl/entry%2f5/", 404),
    ("/fpl/entry%252f5/", 404),
    ("/fpl/entry%5c5/", 404),
    ("/fpl/entry\\5/", 404),
    ("/fpl//entry/5/", 404),
    ("/fpl/entry/5//", 404),
    ("/fpl/http://other.example/bootstrap-static/", 404),
    ("/fpl/@other.example/bootstrap-static/", 404),
    ("/fpl/entry/5/%00", 404),
    ("/fpl/entry/5/\x00", 404),
    ("/fpl/entry/\xb2/", 404),
    ("/fpl/entry/0/", 404),
    ("/fpl/entry/007/", 404),
    ("/fpl/entry/+7/", 404),
    ("/fpl/entry/99999999999999999999/", 404),
    ("/fpl/" + "a" * 60_000, 404),
    ("/fpl/entry/5/?" + "a" * 60_000, 422),
    ("/fpl/entry/5/?x=1", 422),
    ("/fpl/fixtures/?event=7&event=7", 422),
    ("/fpl/fixtures/?event=48", 422),
    ("/fpl/fixtures/?event=%37", 422),
    ("/fpl/fixtures/?url=http://other.example/", 422),
]


async def test_an_odd_address_is_a_problem(gate: Gate) -> None:
    """JSON for a browser too, short however much was sent; FPL is asked nothing."""
    for target, status in REFUSED:
        found, body = await raw(gate, target)
        problem = json.loads(body)
        assert (found, problem["status"]) == (status, status), target[:80]
        assert problem["type"] in ("/problems/not-found", "/problems/bad-request")
        assert len(body) < 2_000
    assert gate.asked() == []


async def test_it_is_for_reading_only(gate: Gate) -> None:
    """405 with the methods there are, for any address."""
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"):
        answer = await gate.api.request(method, "/fpl/my-team/5/", content=b"{}")
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["access-control-allow-origin"] == "*"
    assert gate.asked() == []


async def test_nobody_is_sent_on_to_another_place(gate: Gate) -> None:
    """Only an address that lacks nothing but its slash leads anywhere."""
    for target in (
        "/fpl//other.example",
        "/fpl/entry/5/%2f%2fother.example",
        "/fpl/entry/5?x=1",
        "/fpl/me",
    ):
        status, body = await raw(gate, target)
        assert (status, json.loads(body)["status"]) == (404, 404)


async def test_an_address_has_an_allowance_of_new_questions(
    house: House, process: Process
) -> None:
    """429 with when to come back; what is here already it may have all the same."""
    async with gate_on(house, process, limit=3, peer=STRANGER) as gate:
        for entry_id in (1, 2, 3):
            assert (await gate.get(f"entry/{entry_id}/")).status_code == 200
        refused = await gate.get("entry/4/")
        assert (await gate.get("entry/1/")).status_code == 200

    assert refused.status_code == 429
    assert refused.json()["type"] == "/problems/too-many-requests"
    seconds = refused.headers["retry-after"]
    assert 50 <= int(seconds) <= 60
    assert refused.headers["ratelimit-policy"] == '"cold";q=3;w=60'
    assert refused.headers["ratelimit"] == f'"cold";r=0;t={seconds}'
    assert refused.headers["access-control-allow-origin"] == "*"
    assert len(gate.asked()) == 3


async def test_a_no_of_fpl_s_costs_as_much_as_an_answer(
    house: House, process: Process
) -> None:
    """Whoever tries out numbers is stopped as soon as anybody else."""
    async with gate_on(house, process, limit=3, peer=STRANGER) as gate:
        numbers = range(2_000_000_000, 2_000_000_010)
        found = [(await gate.get(f"entry/{n}/")).status_code for n in numbers]
        again = await gate.get("entry/2000000000/")
    assert found == [404] * 3 + [429] * 7
    assert again.status_code == 404
    assert len(gate.asked()) == 3


async def test_two_processes_have_one_allowance_between_them(house: House) -> None:
    """An address gains nothing by asking another door."""
    async with (
        house.process() as a,
        house.process() as b,
        gate_on(house, a, limit=4, peer=STRANGER) as one,
        gate_on(house, b, limit=4, peer=STRANGER) as other,
    ):
        asking = [(one, other)[n % 2].get(f"entry/{n + 1}/") for n in range(10)]
        found = [answer.status_code for answer in await asyncio.gather(*asking)]
    assert sorted(found) == [200] * 4 + [429] * 6


async def test_readers_behind_a_proxy_of_ours_have_each_their_own(
    house: House, process: Process
) -> None:
    """And nobody has another one's by writing a header."""
    async with gate_on(house, process, limit=1, peer=PROXY) as gate:
        first = await gate.get("entry/1/", X_Forwarded_For="198.51.100.1")
        second = await gate.get("entry/2/", X_Forwarded_For="198.51.100.2")
        spoofed = await gate.get(
            "entry/3/", X_Forwarded_For="203.0.113.77, 198.51.100.1"
        )
    assert (first.status_code, second.status_code) == (200, 200)
    assert spoofed.status_code == 429

    async with gate_on(house, process, limit=1, peer=STRANGER) as gate:
        for number, status in ((4, 200), (5, 429)):
            header = f"198.51.100.{number}"
            answer = await gate.get(f"entry/{number}/", X_Forwarded_For=header)
            assert answer.status_code == status


async def test_a_refusal_holds_nobody_else_up(house: House, process: Process) -> None:
    """One has had his allowance; who asks for the same at the same time gets it."""
    async with gate_on(house, process, limit=1, peer=PROXY) as gate:
        await gate.get("entry/1/", X_Forwarded_For="198.51.100.1")
        answers = await asyncio.gather(
            gate.get("entry/2/", X_Forwarded_For="198.51.100.1"),
            gate.get("entry/2/", X_Forwarded_For="198.51.100.2"),
        )
    # The first is given what the second has brought, if that was quicker.
    assert answers[0].status_code in (429, 200)
    assert answers[1].status_code == 200


@pytest.mark.faults
async def test_patience_ends_and_the_question_stays_asked(gate: Gate) -> None:
    """After five seconds 503, when to come back; then it is there."""
    gate.simulator.faults.add(Fault("entry/", "slow", delay=5.5, left=1))
    waiting = await gate.get("entry/1/")

    assert waiting.status_code == 503
    assert waiting.json()["type"] == "/problems/fpl-waiting"
    assert int(waiting.headers["retry-after"]) >= 1
    async with asyncio.timeout(5):
        while gate.process.gateway.busy:
            await asyncio.sleep(0.01)
    assert (await gate.get("entry/1/")).status_code == 200
    assert len(gate.asked()) == 1
