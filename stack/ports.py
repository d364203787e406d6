"""Free ports on loopback."""

import errno
import random
import socket
from typing import NamedTuple

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


class Refusal(NamedTuple):
    """Why a server cannot listen somewhere, and what to do about it."""

    said: str
    remedy: str


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    return refusal(host, port) is None


def refusal(host: str, port: int) -> Refusal | None:
    """None where a server could listen now; a port in TIME_WAIT counts as free, as it does for the server."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            remedy = "stop what listens there, or choose another with BACKTALK_PORT=8001 (BACKTALK_PORT=0 takes any free one)"
            return Refusal(f"port {port} on {host} is taken", remedy)
        remedy = "give BACKTALK_HOST an address of this machine, and BACKTALK_PORT a port that you may open (1024 or higher)"
        return Refusal(f"nothing can listen on port {port} of {host} ({error.strerror})", remedy)
    return None
