"""Which processes make a Backtalk, how each is started, and the order in which they end."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from stack.access import Access
from stack.child import Command

ROOT = Path(__file__).parent.parent

MODULES = {
    "encoder": "workers.encoder",
    "relay": "workers.relay",
    "worker-scoring": "workers.scoring",
    "worker-embedding": "workers.embedding",
    "api": "api",
}
NEEDS_NO_DATABASE = ("encoder",)
NEEDS_DATABASE = ("worker-embedding", "worker-scoring", "relay", "api")

# In the order of the walk: workers finish what they hold while the encoder still answers, the relay publishes what they
# wrote, the api hands it to the open pages and closes its streams; then the hints go, and the truth last.
STOP_ORDER = (("worker-scoring", "worker-embedding"), ("encoder", "relay"), ("api",), ("Valkey",), ("PostgreSQL",))
GRACE_S = 4.0


@dataclass(frozen=True)
class Place:
    """Where this run serves and keeps its data."""

    host: str
    port: int
    data_dir: Path
    encoder_port: int

    @property
    def address(self) -> str:
        """For a person on this machine; all interfaces include loopback, of the same family."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - compared, not bound
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    def environment(self) -> dict[str, str]:
        return {
            "BACKTALK_HOST": self.host,
            "BACKTALK_PORT": str(self.port),
            "BACKTALK_DATA_DIR": str(self.data_dir),
            "BACKTALK_ENCODER_URL": f"http://127.0.0.1:{self.encoder_port}",
        }


def command(module: str, own: Mapping[str, str]) -> Command:
    """A Python module of this project; the environment is ours plus `own`."""
    path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
    # lines must come when they are written, not when a buffer is full
    env = {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1", **own}
    return Command([sys.executable, "-m", module], env, ROOT)


def program_command(name: str, place: Place, access: Access | None, redis_url: str) -> Command:
    """The api gets the application's role, all else the system's."""
    own = {**place.environment(), "BACKTALK_REDIS_URL": redis_url}
    if access:
        own["BACKTALK_DATABASE_URL"] = access.app_url if name == "api" else access.system_url
    return command(MODULES[name], own)
