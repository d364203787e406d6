"""A database is brought to the newest schema once, and that schema is the models'."""

import os
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from practice.db.migrate import migrate
from practice.db.revision import current, newest
from practice.db.roles import RolePasswords
from practice.db.tables import Base
from tests.conftest import PASSWORDS, Urls
from tests.practice.answers.given import as_owner, together
from tests.practice.db.bare import NAME, as_role, user_of

EVERYTHING = text("""
select (select jsonb_agg(to_jsonb(q) order by id) from questions q),
       (select jsonb_agg(to_jsonb(b) - 'updated_at' order by id) from banks b),
       (select jsonb_agg(to_jsonb(p) order by tablename, policyname) from pg_policies p)
""")


def test_a_second_migration_changes_nothing(bare: str) -> None:
    migrate(bare, PASSWORDS)
    found = Urls(bare, bare, bare)
    with as_owner(found) as owner:
        before = owner.execute(EVERYTHING).one()
    migrate(bare, PASSWORDS)
    with as_owner(found) as owner:
        assert owner.execute(EVERYTHING).one() == before
        assert current(owner) == newest() != ""


def test_a_second_migration_sets_the_passwords_anew(bare: str) -> None:
    migrate(bare, PASSWORDS)
    migrate(bare, RolePasswords(app='it\'s "new"', system="s"))
    assert user_of(as_role(bare, "app", 'it\'s "new"')) == f"{NAME}_app"
    assert user_of(as_role(bare, "system", "s")) == f"{NAME}_system"
    with pytest.raises(OperationalError, match="password authentication failed"):
        user_of(as_role(bare, "app", PASSWORDS.app))


def test_two_migrations_at_once_wait_for_each_other(bare: str) -> None:
    together([lambda: migrate(bare, PASSWORDS)] * 2)
    assert user_of(as_role(bare, "app", PASSWORDS.app)) == f"{NAME}_app"


def test_the_command_migrates_and_says_what_is_missing(bare: str) -> None:
    command = [sys.executable, "-m", "practice.db.migrate"]
    without = {name: value for name, value in os.environ.items() if not name.startswith("BACKTALK_")}
    refused = subprocess.run(command, env=without, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "BACKTALK_ADMIN_DATABASE_URL, BACKTALK_APP_PASSWORD, BACKTALK_SYSTEM_PASSWORD" in refused.stderr
    given = {"BACKTALK_ADMIN_DATABASE_URL": bare, "BACKTALK_APP_PASSWORD": "a", "BACKTALK_SYSTEM_PASSWORD": "s"}
    subprocess.run(command, env=without | given, check=True)
    assert user_of(as_role(bare, "app", "a")) == f"{NAME}_app"


def written_by(bare: str, revision: str) -> None:
    with as_owner(Urls(bare, bare, bare)) as owner:
        owner.execute(text("update alembic_version set version_num = :revision"), {"revision": revision})


def test_a_newer_version_s_database_stays_as_it_is(bare: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A host goes back a version: the code before a migration goes on after it, and must be let start."""
    migrate(bare, PASSWORDS)
    written_by(bare, "9001")
    with as_owner(Urls(bare, bare, bare)) as owner:
        owner.execute(text("delete from questions where id = (select min(id) from questions)"))
        before = owner.execute(EVERYTHING).one()
    capsys.readouterr()
    migrate(bare, RolePasswords(app="another", system="s"))
    said = f"the database is newer than this code (9001 > {newest()}); its schema stays as it is\n"
    assert capsys.readouterr().err == said
    with as_owner(Urls(bare, bare, bare)) as owner:
        assert current(owner) == "9001"
        assert owner.execute(EVERYTHING).one() == before
    # what the processes log in with is this installation's
    assert user_of(as_role(bare, "app", "another")) == f"{NAME}_app"


@pytest.mark.parametrize("revision", ["0000", "0014x", "3f2a9c"])
def test_a_revision_that_is_nobody_s_is_refused_in_a_line(bare: str, revision: str) -> None:
    migrate(bare, PASSWORDS)
    written_by(bare, revision)
    given = {"BACKTALK_ADMIN_DATABASE_URL": bare, "BACKTALK_APP_PASSWORD": "a", "BACKTALK_SYSTEM_PASSWORD": "s"}
    command = [sys.executable, "-m", "practice.db.migrate"]
    refused = subprocess.run(command, env={**os.environ, **given}, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    (line,) = refused.stderr.splitlines()
    assert f"at revision '{revision}'" in line
    assert "start the version of Backtalk that wrote it" in line


def differences(conn: Connection) -> list[object]:
    context = MigrationContext.configure(conn, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, Base.metadata))


def test_the_schema_is_the_models(urls: Urls) -> None:
    with as_owner(urls) as owner:
        assert differences(owner) == []


def test_a_difference_would_be_seen(urls: Urls) -> None:
    with as_owner(urls) as owner:
        owner.execute(text("alter table answers drop column followup"))
        assert len(differences(owner)) == 1


def test_vectors_are_kept_in_their_rows(urls: Urls) -> None:
    storage = text("select attstorage from pg_attribute where attrelid = 'answers'::regclass and attname = 'embedding'")
    with as_owner(urls) as owner:
        assert owner.scalar(storage) == "m"


def test_no_approximate_index_stands_on_answers(urls: Urls) -> None:
    """Search within a person is exact; only what is searched over everybody's has such an index."""
    approximate = """
        select c.relname from pg_class c join pg_am am on am.oid = c.relam
        where c.relkind = 'i' and c.relnamespace = 'public'::regnamespace and am.amname <> 'btree'
    """
    with as_owner(urls) as owner:
        assert list(owner.scalars(text(approximate))) == ["ix_bank_passages_near"]


# With a condition an index finds only some of the rows, unless the condition is what every reference fulfils.
UNINDEXED = """
select f.conname from pg_constraint f
where f.contype = 'f' and f.confrelid = any (array['answers', 'jobs', 'questions', 'banks']::regclass[]) and not exists (
  select 1 from pg_index i join pg_attribute c on c.attrelid = f.conrelid and c.attnum = f.conkey[1]
  where i.indrelid = f.conrelid and i.indkey[0] = f.conkey[1]
    and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', c.attname)))
"""


def test_what_goes_with_an_answer_or_a_bank_is_found_by_an_index(urls: Urls) -> None:
    """Without one, every job that goes reads the scores of everybody."""
    with as_owner(urls) as owner:
        assert list(owner.scalars(text(UNINDEXED))) == []
        owner.execute(text("drop index ix_scores_job"))
        assert len(list(owner.scalars(text(UNINDEXED)))) == 1
