"""Free ports on loopback."""

import random
import socket

# Below the range from which the kernel takes the ports of outgoing connections (32768 and up on Linux, 49152 elsewhere):
# a server may bind seconds after its port was chosen, and any connection could have taken it by then.
FIRST, LAST = 20_000, 32_000
TRIES = 200
_handed_out: set[int] = set()


def free_port(host: str = "127.0.0.1") -> int:
    """A port that nobody holds now, never the same twice; whoever takes it must still cope with losing the race for it."""
    for port in random.sample(range(FIRST, LAST), TRIES):
        if port not in _handed_out and is_free(host, port):
            _handed_out.add(port)
            return port
    with socket.socket() as probe:
        probe.bind((host, 0))
        chosen: int = probe.getsockname()[1]
        return chosen


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now; a port in TIME_WAIT counts as free, as it does for the server."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True
