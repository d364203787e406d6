"""The two roles, by an owner who may make them, and by one who may not and finds them made."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine, make_url, text

from practice.db.engines import with_driver
from practice.db.migrate import migrate
from practice.db.roles import RolePasswords
from practice.db.server import CannotMigrate
from stack.doctor import services
from stack.postgres import EmbeddedPostgres
from tests.practice.db.bare import NAME, as_role, user_of

SECRETS = RolePasswords(app="S3CRET-app", system="S3CRET-system")
LESSER = "bare_owner"


@pytest.fixture
def superuser(postgres: EmbeddedPostgres, bare: str) -> Iterator[Connection]:
    """In the bare database, which belongs to somebody who may log in and nothing else; pgvector is there already."""
    engine = create_engine(with_driver(make_url(bare)), isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        conn.execute(text("create extension vector"))
        conn.execute(text(f"create role {LESSER} login password 'o'"))
        conn.execute(text(f"alter database {NAME} owner to {LESSER}"))
        yield conn
        conn.execute(text(f"reassign owned by {LESSER} to current_user"))
        conn.execute(text(f"drop owned by {LESSER}"))
        conn.execute(text(f"drop role {LESSER}"))
    engine.dispose()


@pytest.fixture
def lesser(bare: str, superuser: Connection) -> str:
    """The URL of that owner."""
    return make_url(bare).set(username=LESSER, password="o").render_as_string(hide_password=False)


def made_by_hand(superuser: Connection, how: str = "") -> None:
    superuser.execute(text(f"create role {NAME}_app login password '{SECRETS.app}' {how}"))
    superuser.execute(text(f"create role {NAME}_system login password '{SECRETS.system}'"))


def test_what_cannot_be_made_is_told_without_the_passwords(lesser: str) -> None:
    given = {
        "BACKTALK_ADMIN_DATABASE_URL": lesser,
        "BACKTALK_APP_PASSWORD": SECRETS.app,
        "BACKTALK_SYSTEM_PASSWORD": SECRETS.system,
    }
    command = [sys.executable, "-m", "practice.db.migrate"]
    refused = subprocess.run(command, env={**os.environ, **given}, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "S3CRET" not in refused.stdout + refused.stderr
    (line,) = refused.stderr.splitlines()
    for said in (f'"{NAME}_app"', f'"{NAME}_system"', f'ALTER ROLE "{LESSER}" CREATEROLE', "CREATE ROLE"):
        assert said in line


def test_roles_that_the_host_made_are_enough(lesser: str, superuser: Connection) -> None:
    assert "CREATE ROLE" in str(services.database(lesser))
    made_by_hand(superuser)
    assert services.database(lesser).fine
    migrate(lesser, SECRETS)
    migrate(lesser, SECRETS)
    assert user_of(as_role(lesser, "app", SECRETS.app)) == f"{NAME}_app"
    engine = create_engine(with_driver(make_url(as_role(lesser, "app", SECRETS.app))))
    with engine.connect() as conn:
        # the shipped bank is everybody's to read
        assert conn.scalar(text("select count(*) from questions"))
    engine.dispose()


def test_a_password_that_a_role_does_not_take_is_told(lesser: str, superuser: Connection) -> None:
    made_by_hand(superuser)
    with pytest.raises(CannotMigrate, match="BACKTALK_APP_PASSWORD") as raised:
        migrate(lesser, RolePasswords(app="S3CRET-other", system=SECRETS.system))
    assert "S3CRET" not in str(raised.value)
    assert raised.value.__context__ is None


@pytest.mark.parametrize("how", ["superuser", "bypassrls", "createrole", f"in role {LESSER}"])
def test_a_role_that_row_security_would_not_bind_is_refused(lesser: str, superuser: Connection, how: str) -> None:
    made_by_hand(superuser, how)
    with pytest.raises(CannotMigrate, match=f'ALTER ROLE "{NAME}_app" NOSUPERUSER NOBYPASSRLS NOCREATEROLE'):
        migrate(lesser, SECRETS)


def test_an_owner_with_createrole_may_come_again(lesser: str, superuser: Connection) -> None:
    """NOSUPERUSER and the like, said of a role that is there, would need a superuser."""
    superuser.execute(text(f"alter role {LESSER} createrole"))
    migrate(lesser, SECRETS)
    migrate(lesser, RolePasswords(app="another", system=SECRETS.system))
    assert user_of(as_role(lesser, "app", "another")) == f"{NAME}_app"
