"""Row security stands on every table of people, and binds the role that the gateway uses."""

import pytest
from sqlalchemy import Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import ProgrammingError

from practice.db.engines import with_driver
from practice.db.policies import GUARDED
from practice.db.tables import Base
from practice.db.unit_of_work import BECOME
from tests.conftest import Person, Urls

TABLES_OF_PEOPLE = sorted(name for name, table in Base.metadata.tables.items() if name == "users" or "user_id" in table.columns)


def test_every_table_of_people_is_guarded() -> None:
    assert sorted(GUARDED) == TABLES_OF_PEOPLE


def test_a_new_table_with_a_user_would_be_noticed(urls: Urls) -> None:
    """Read from the database itself, so a table that a migration makes without a model counts too."""
    engine = create_engine(with_driver(make_url(urls.admin)))
    with engine.connect() as conn:
        found = inspect(conn)
        of_people = [
            t for t in found.get_table_names() if t == "users" or any(c["name"] == "user_id" for c in found.get_columns(t))
        ]
        secured = set(conn.scalars(text("select relname from pg_class where relkind = 'r' and relrowsecurity")))
        with_policy = set(conn.scalars(text("select tablename from pg_policies where 'backtalk_app' = any (roles)")))
    engine.dispose()
    assert set(of_people) <= secured
    assert set(of_people) <= with_policy


@pytest.mark.parametrize("table", [name for name in TABLES_OF_PEOPLE if name not in {"banks", "questions", "bank_passages"}])
def test_without_a_user_no_row_of_a_person_is_visible(app_engine: Engine, person: Person, table: str) -> None:
    with app_engine.begin() as conn:
        assert conn.scalar(text(f"select count(*) from {table}")) == 0


def test_one_sees_oneself_and_nobody_else(app_engine: Engine, person: Person, stranger: Person) -> None:
    with app_engine.begin() as conn:
        conn.execute(BECOME, {"user_id": str(person.user_id)})
        assert list(conn.scalars(text("select id from users"))) == [person.user_id]
        assert list(conn.scalars(text("select user_id from sessions"))) == [person.user_id]


def test_the_user_is_forgotten_with_the_transaction(app_engine: Engine, person: Person) -> None:
    with app_engine.begin() as conn:
        conn.execute(BECOME, {"user_id": str(person.user_id)})
    with app_engine.begin() as conn:
        assert conn.scalar(text("select count(*) from users")) == 0


def test_nobody_writes_a_row_for_somebody_else(app_engine: Engine, person: Person, stranger: Person) -> None:
    insert = text("insert into event_streams (user_id, last_seq) values (:user_id, 1)")
    with app_engine.begin() as conn:
        conn.execute(BECOME, {"user_id": str(person.user_id)})
        with pytest.raises(ProgrammingError, match="row-level security"):
            conn.execute(insert, {"user_id": stranger.user_id})


def test_the_bank_that_ships_is_readable_and_not_writable(app_engine: Engine, person: Person) -> None:
    with app_engine.begin() as conn:
        conn.execute(BECOME, {"user_id": str(person.user_id)})
        assert (conn.scalar(text("select count(*) from questions")) or 0) >= 12
        assert conn.execute(text("delete from questions")).rowcount == 0


def test_the_application_is_no_superuser_and_cannot_become_one(app_engine: Engine) -> None:
    with app_engine.begin() as conn:
        row = conn.execute(text("select rolsuper, rolbypassrls from pg_roles where rolname = current_user")).one()
        assert tuple(row) == (False, False)
        with pytest.raises(ProgrammingError, match="permission denied"):
            conn.execute(text("set role backtalk_system"))
