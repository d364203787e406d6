"""Row security table by table, on a raw connection as the application's role."""

import json
from collections.abc import Iterator
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from practice.clock import new_id
from practice.db.engines import with_driver
from practice.db.policies import GUARDED
from practice.db.unit_of_work import WorkerDatabase
from tests.conftest import Person, Urls, guest
from tests.security.rows import ROWS, fill

# Nobody's rows: which migration ran, which model searches go to, how providers are doing.
OF_NOBODY = ("alembic_version", "embedding_models", "provider_gates", "provider_days")
TABLES = """
select relname, relrowsecurity from pg_class
where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm', 'v', 'f') order by relname
"""


def catalogue(urls: Urls) -> dict[str, bool]:
    """Every table, view and the like of the schema, and whether row security stands on it."""
    engine = create_engine(with_driver(make_url(urls.admin)))
    with engine.connect() as conn:
        found = {row.relname: row.relrowsecurity for row in conn.execute(text(TABLES))}
    engine.dispose()
    return found


def test_every_table_of_the_schema_is_in_this_proof(urls: Urls) -> None:
    found = catalogue(urls)
    assert set(found) == {*GUARDED, *OF_NOBODY}
    assert set(GUARDED) == {"users", "sessions", *ROWS}
    assert [name for name in GUARDED if not found[name]] == []


@pytest.fixture
def raw(
    urls: Urls, app_engine: Engine, system: WorkerDatabase
) -> Iterator[tuple[psycopg.Connection, Person, Person, dict[str, object]]]:
    """A connection that has become one person, that person, another one, and the other one's ids."""
    me, other = guest(app_engine), guest(app_engine)
    system.run(lambda conn: fill(conn, me.user_id))
    ids = system.run(lambda conn: fill(conn, other.user_id))
    with psycopg.connect(urls.app) as conn:
        conn.execute("select set_config('app.user_id', %s, false)", (str(me.user_id),))
        conn.commit()
        yield conn, me, other, ids


Raw = tuple[psycopg.Connection, Person, Person, dict[str, object]]


def owner_column(table: str) -> str:
    return "id" if table == "users" else "user_id"


# by its policy, or because the role may not write to the table at all
REFUSED = "row-level security|permission denied"


def tried(conn: psycopg.Connection, statement: str, *values: object) -> int:
    """How many rows it changed; none when it was refused altogether."""
    try:
        return conn.execute(statement, values).rowcount
    except psycopg.errors.InsufficientPrivilege:
        return 0
    finally:
        conn.rollback()


@pytest.mark.parametrize("table", GUARDED)
def test_another_s_rows_can_neither_be_seen_nor_changed_nor_deleted(raw: Raw, table: str) -> None:
    conn, me, other, _ = raw
    owner = owner_column(table)
    seen = {row[0] for row in conn.execute(f"select {owner} from {table}")} - {None}
    assert seen == {me.user_id}
    assert conn.execute(f"select count(*) from {table} where {owner} = %s", (other.user_id,)).fetchone() == (0,)
    assert tried(conn, f"update {table} set {owner} = {owner} where {owner} = %s", other.user_id) == 0
    assert tried(conn, f"delete from {table} where {owner} = %s", other.user_id) == 0


@pytest.mark.parametrize("table", [name for name in GUARDED if name != "users"])
def test_one_s_own_row_cannot_be_given_to_another(raw: Raw, table: str) -> None:
    conn, me, other, _ = raw
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match=REFUSED):
        conn.execute(f"update {table} set user_id = %s where user_id = %s", (other.user_id, me.user_id))


@pytest.mark.parametrize("table", GUARDED)
def test_no_row_can_be_put_in_for_another(raw: Raw, urls: Urls, table: str) -> None:
    conn, _, other, _ = raw
    columns = [
        row[0] for row in conn.execute("select attname from pg_attribute where attrelid = %s::regclass and attnum > 0", (table,))
    ]
    admin = psycopg.connect(urls.admin)
    copied = admin.execute(
        f"select to_jsonb(t) from {table} t where {owner_column(table)} = %s limit 1", (other.user_id,)
    ).fetchone()
    admin.close()
    assert copied is not None
    row = copied[0]
    if table == "users":
        row["id"] = str(new_id())
    names = ", ".join(name for name in columns if name in row)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match=REFUSED):
        conn.execute(
            f"insert into {table} ({names}) select {names} from jsonb_populate_record(null::{table}, %s)", (json.dumps(row),)
        )


@pytest.mark.parametrize("table", GUARDED)
def test_nobody_s_connection_sees_nobody(raw: Raw, table: str) -> None:
    conn = raw[0]
    for nobody in ("", str(new_id())):
        conn.execute("select set_config('app.user_id', %s, false)", (nobody,))
        assert {row[0] for row in conn.execute(f"select {owner_column(table)} from {table}")} <= {None}


@pytest.mark.parametrize("table", ["banks", "questions", "bank_passages"])
def test_what_is_everybody_s_can_be_read_and_not_touched(raw: Raw, table: str) -> None:
    conn = raw[0]
    assert tried(conn, f"update {table} set user_id = user_id where user_id is null") == 0
    assert tried(conn, f"delete from {table} where user_id is null") == 0


@pytest.mark.parametrize("table", OF_NOBODY)
def test_what_is_nobody_s_cannot_be_written(urls: Urls, table: str) -> None:
    with psycopg.connect(urls.admin) as conn:
        for right in ("insert", "update", "delete", "truncate"):
            assert conn.execute("select has_table_privilege('backtalk_app', %s, %s)", (table, right)).fetchone() == (False,), (
                right
            )


def test_the_role_makes_nothing_and_passes_no_policy(urls: Urls) -> None:
    with psycopg.connect(urls.app, autocommit=True) as conn:
        flags = conn.execute(
            "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user"
        )
        assert flags.fetchone() == (False, False, False, False)
        for statement in (
            "create table mine (a int)",
            "alter table answers disable row level security",
            "set role backtalk_system",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                conn.execute(statement)
        assert conn.execute("select count(*) from pg_tables where tableowner = current_user").fetchone() == (0,)


def test_no_account_is_moved_to_whom_it_does_not_belong(raw: Raw, system: WorkerDatabase) -> None:
    """The door for moving a workspace takes a guest's token and an account that one has become, and nothing else."""
    conn, me, other, _ = raw

    def owners() -> list[UUID]:
        return system.run(lambda each: list(each.scalars(text("select user_id from answers order by 1"))))

    before = owners()
    # the other one has an account, so their token moves nothing
    assert conn.execute("select move_workspace(%s)", (other.token_hash,)).fetchone() == (0,)
    conn.execute("select set_config('app.user_id', '', false)")
    assert conn.execute("select move_workspace(%s)", (me.token_hash,)).fetchone() == (0,)
    conn.commit()
    assert owners() == before
