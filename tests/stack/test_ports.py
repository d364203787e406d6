"""Ports that are chosen now and bound later."""

import socket

import pytest

from stack.ports import FIRST, LAST, free_port, is_free, refusal


def test_a_port_is_handed_out_once() -> None:
    """The encoder and Valkey once got the same one, and the encoder never came up."""
    ports = [free_port() for _ in range(300)]
    assert len(set(ports)) == len(ports)


def test_no_outgoing_connection_takes_it() -> None:
    assert all(FIRST <= free_port() < LAST for _ in range(20))


def test_a_port_that_somebody_holds_is_not_free() -> None:
    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        assert not is_free("127.0.0.1", port)
    assert is_free("127.0.0.1", port)


def test_of_ipv6_too() -> None:
    port = free_port("::1")
    with socket.create_server(("::1", port), family=socket.AF_INET6):
        assert not is_free("::1", port)
    assert is_free("::1", port)


@pytest.mark.parametrize("host", ["no-such-name.invalid", "192.0.2.1"])
def test_an_address_of_somebody_else_is_not_called_a_taken_port(host: str) -> None:
    why = refusal(host, free_port())
    assert why is not None
    assert "taken" not in why.said
    assert "BACKTALK_HOST" in why.remedy
