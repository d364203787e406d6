"""Ports that are chosen now and bound later."""

import socket

from stack.ports import FIRST, LAST, free_port, is_free


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
