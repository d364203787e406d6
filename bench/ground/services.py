"""PostgreSQL and Valkey as `make run` starts them, with a migrated database of its own for each program under test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from practice.db.engines import with_driver
from practice.db.migrate import migrate
from practice.db.roles import RolePasswords
from stack.postgres import EmbeddedPostgres
from stack.valkey import EmbeddedValkey

PASSWORDS = RolePasswords(app="bench-app", system="bench-system")
TEMPLATE = "backtalk"


@dataclass(frozen=True, slots=True)
class Urls:
    """One program's database under its three roles, and its Redis database."""

    admin: str
    app: str
    system: str
    redis: str


@dataclass
class Services:
    """Running servers; ``copy`` gives a program its own rows."""

    postgres: EmbeddedPostgres
    valkey: EmbeddedValkey
    made: list[str] = field(default_factory=list)

    @property
    def postgres_pid(self) -> int:
        assert self.postgres.child
        return self.postgres.child.pid

    @property
    def valkey_pid(self) -> int:
        assert self.valkey.child
        return self.valkey.child.pid

    def copy(self, name: str) -> Urls:
        """A fresh database with the shipped bank in it; the roles are those of the template."""
        admin = create_engine(with_driver(make_url(self.postgres.url_of("postgres"))), isolation_level="AUTOCOMMIT")
        with admin.connect() as conn:
            conn.execute(text(f"drop database if exists {name} with (force)"))
            conn.execute(text(f"create database {name} template {TEMPLATE}"))
        admin.dispose()
        if name not in self.made:
            self.made.append(name)
        redis_url = f"{self.valkey.url.removesuffix('/0')}/{self.made.index(name) % 15 + 1}"
        return Urls(self.postgres.url_of(name), self._as("app", name), self._as("system", name), redis_url)

    def _as(self, role: str, database: str) -> str:
        url = make_url(self.postgres.url_of(database))
        return url.set(username=f"{TEMPLATE}_{role}", password=f"bench-{role}").render_as_string(hide_password=False)


@contextmanager
def services(folder: Path) -> Iterator[Services]:
    """Both servers, stopped at the end."""
    with EmbeddedPostgres(folder / "postgres") as postgres, EmbeddedValkey(folder / "valkey") as valkey:
        migrate(postgres.url, PASSWORDS)
        yield Services(postgres, valkey)
