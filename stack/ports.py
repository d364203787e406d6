"""Free ports on loopback."""

import socket


def free_port(host: str = "127.0.0.1") -> int:
    """A port nobody holds now; whoever takes it must still cope with losing the race for it."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now; a port in TIME_WAIT counts as free, as it does for the server."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True
