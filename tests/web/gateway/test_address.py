"""Whose request it is: nobody can say that he is somebody else."""

from ipaddress import ip_network

import pytest
from starlette.types import Scope

from fplbanter.web.address import UNKNOWN, caller_of

PROXIES = tuple(map(ip_network, ("10.0.0.0/8", "fd00::/8")))
Headers = list[tuple[str, str]]


def scope_of(peer: str | None, *headers: tuple[str, str]) -> Scope:
    return {
        "type": "http",
        "client": None if peer is None else (peer, 4711),
        "headers": [(n.lower().encode(), v.encode("latin-1")) for n, v in headers],
    }


def xff(*values: str) -> Headers:
    return [("X-Forwarded-For", value) for value in values]


@pytest.mark.parametrize(
    ("peer", "caller"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("testclient", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_a_caller_is_an_address_or_a_network_of_ipv6(
    peer: str | None, caller: str
) -> None:
    """Who has one address of IPv6 has 2^64: all are one caller."""
    assert caller_of(scope_of(peer)) == caller


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
def test_a_header_is_not_believed_from_a_stranger(header: str) -> None:
    """Whoever talks to us directly is who he is."""
    scope = scope_of("192.0.2.7", (header, "for=198.51.100.1"))
    assert caller_of(scope, PROXIES) == "192.0.2.7"
    assert caller_of(scope_of("10.0.0.1", *xff("198.51.100.1"))) == "10.0.0.1"


@pytest.mark.parametrize(
    ("values", "caller"),
    [
        (["198.51.100.1"], "198.51.100.1"),
        (["203.0.113.9, 198.51.100.1"], "198.51.100.1"),
        (["203.0.113.9", "198.51.100.1"], "198.51.100.1"),
        (["203.0.113.9, 198.51.100.1, 10.2.3.4"], "198.51.100.1"),
        (["203.0.113.9,198.51.100.1,fd00::5 , 10.2.3.4"], "198.51.100.1"),
        (["198.51.100.1:1234"], "198.51.100.1"),
        (["[2001:db8::5]:443"], "2001:db8::/64"),
        (["2001:db8::5"], "2001:db8::/64"),
        (["10.0.0.9, 10.0.0.8"], "10.0.0.9"),
        (["198.51.100.1, unknown"], "10.0.0.1"),
        (["198.51.100.1, <script>"], "10.0.0.1"),
        (["198.51.100.1, 999.1.1.1, 10.2.3.4"], "10.2.3.4"),
        ([""], "10.0.0.1"),
        ([" , ,"], "10.0.0.1"),
        (["1.1.1.\xb2"], "10.0.0.1"),
    ],
)
def test_a_proxy_of_ours_is_believed_from_the_right(
    values: list[str], caller: str
) -> None:
    """The first stranger from the right is the caller; what is left of him he wrote."""
    assert caller_of(scope_of("10.0.0.1", *xff(*values)), PROXIES) == caller


@pytest.mark.parametrize(
    ("value", "caller"),
    [
        ("for=198.51.100.1", "198.51.100.1"),
        ("for=203.0.113.9, For=198.51.100.1;proto=https;by=10.0.0.1", "198.51.100.1"),
        ('proto=http; for="[2001:db8:cafe::17]:4711"', "2001:db8:cafe::/64"),
        ('for="198.51.100.1:80", for=10.3.3.3', "198.51.100.1"),
        ("for=_hidden", "10.0.0.1"),
        ("by=198.51.100.1", "10.0.0.1"),
    ],
)
def test_the_standard_header_is_read_too(value: str, caller: str) -> None:
    """`Forwarded`, as RFC 7239 has it."""
    assert caller_of(scope_of("10.0.0.1", ("Forwarded", value)), PROXIES) == caller


def test_two_headers_that_disagree_are_not_believed() -> None:
    """A proxy writes one; the other came through from a stranger."""
    both = [*xff("198.51.100.1"), ("Forwarded", "for=203.0.113.9")]
    assert caller_of(scope_of("10.0.0.1", *both), PROXIES) == "10.0.0.1"
    same = [*xff("198.51.100.1"), ("Forwarded", "for=198.51.100.1")]
    assert caller_of(scope_of("10.0.0.1", *same), PROXIES) == "198.51.100.1"


def test_a_chain_without_end_is_not_followed() -> None:
    """Only so many hops are looked at."""
    scope = scope_of("10.0.0.1", *xff("198.51.100.1", *["10.0.0.1"] * 5000))
    assert caller_of(scope, PROXIES) == "10.0.0.1"
