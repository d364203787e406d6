"""How connections are opened."""

import socket

import pytest

from practice.db.engines import sync_engine
from practice.settings import Settings
from workers.relay.leader import session

pytestmark = pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="Linux only")


def given_up_after_ms(descriptor: int) -> int:
    """How long the kernel waits for an acknowledgement on a connection."""
    with socket.socket(fileno=socket.dup(descriptor)) as looked_at:
        return looked_at.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)


def test_a_statement_whose_server_is_gone_without_a_word_ends(app_settings: Settings) -> None:
    """The kernel alone would go on for a quarter of an hour; keepalives rest while something is unacknowledged."""
    engine = sync_engine(app_settings, "engines")
    try:
        with engine.connect() as conn:
            driver = conn.connection.driver_connection
            assert driver is not None
            assert given_up_after_ms(driver.pgconn.socket) == 25_000
    finally:
        engine.dispose()


@pytest.mark.anyio
async def test_so_does_the_leader_of_the_relays(app_settings: Settings) -> None:
    async with session(app_settings) as conn:
        assert given_up_after_ms(conn.pgconn.socket) == 11_000
