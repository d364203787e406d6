"""PostgreSQL from the wheel: starts anywhere, keeps its data through a kill, leaves nothing behind."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest

from stack.embedded import ServerFailed
from stack.identity import UNSHARE, namespaces_work
from stack.leftovers import servers_in
from stack.lock import FolderInUse
from stack.postgres import EmbeddedPostgres

Python = Callable[..., subprocess.Popen[str]]

SERVE = """
import signal, sys
from pathlib import Path
from stack.postgres import EmbeddedPostgres
with EmbeddedPostgres(Path(sys.argv[1])) as pg:
    print(pg.child.pid, pg.url, flush=True)
    signal.pause()
"""


def remember(url: str, text: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("create table if not exists kept (text text)")
        connection.execute("insert into kept values (%s)", (text,))


def remembered(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("select text from kept")]


def test_it_serves_a_database_with_pgvector_in_a_folder_with_a_difficult_name(folder: Path) -> None:
    with EmbeddedPostgres(folder) as pg, psycopg.connect(pg.url) as connection:
        connection.execute("create extension vector")
        assert connection.execute("select '[1,0]'::vector <=> '[0,1]'::vector").fetchone() == (1.0,)
        locale = "select datlocale, pg_encoding_to_char(encoding) from pg_database where datname = current_database()"
        assert connection.execute(locale).fetchone() == ("C.UTF-8", "UTF8")
        assert connection.execute("show synchronous_commit").fetchone() == ("on",)


def buffers(pg: EmbeddedPostgres) -> int:
    """In MB."""
    with pg, psycopg.connect(pg.url) as connection:
        row = connection.execute(
            "select setting::bigint * 8192 / 1048576 from pg_settings where name = 'shared_buffers'"
        ).fetchone()
        assert row
        return int(row[0])


def test_its_buffers_are_256_mb_unless_something_else_is_said(folder: Path) -> None:
    usual, given = EmbeddedPostgres(folder), EmbeddedPostgres(folder)
    given.buffers_mb = 200
    assert (buffers(usual), buffers(given)) == (256, 200)


def connections(pg: EmbeddedPostgres) -> str:
    with pg, psycopg.connect(pg.url) as connection:
        row = connection.execute("show max_connections").fetchone()
        assert row
        return str(row[0])


def test_it_takes_300_connections_unless_something_else_is_said(folder: Path) -> None:
    usual, given = EmbeddedPostgres(folder), EmbeddedPostgres(folder)
    given.max_connections = 40
    assert (connections(usual), connections(given)) == ("300", "40")


def test_it_listens_on_loopback_alone_and_wants_a_password(folder: Path) -> None:
    with EmbeddedPostgres(folder) as pg:
        assert pg.child
        listening = [each.laddr for each in psutil.Process(pg.child.pid).net_connections("all") if each.status == "LISTEN"]
        assert listening == [("127.0.0.1", pg.port)]
        assert pg.password_file.stat().st_mode & 0o777 == 0o600
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(f"postgresql://backtalk_owner:guess@127.0.0.1:{pg.port}/backtalk")


def test_data_survive_a_kill_and_the_port_stays(folder: Path) -> None:
    with EmbeddedPostgres(folder) as pg:
        remember(pg.url, "전 적어 두었다")
        url = pg.url
        assert pg.child
        os.kill(pg.child.pid, signal.SIGKILL)
        assert pg.child.wait(10)
        pg.start()
        assert pg.url == url
        assert remembered(url) == ["전 적어 두었다"]


def test_data_survive_a_clean_stop(folder: Path) -> None:
    with EmbeddedPostgres(folder) as pg:
        remember(pg.url, "kept")
    with EmbeddedPostgres(folder) as pg:
        assert remembered(pg.url) == ["kept"]


def test_two_serve_at_once_and_one_folder_serves_once(folder: Path) -> None:
    with EmbeddedPostgres(folder / "a") as one, EmbeddedPostgres(folder / "b") as other:
        assert one.port != other.port
        with pytest.raises(FolderInUse, match=str(os.getpid())):
            EmbeddedPostgres(folder / "a").start()
        remember(one.url, "still here")
        assert remembered(one.url) == ["still here"]


def test_a_stop_with_open_connections_leaves_no_process(folder: Path) -> None:
    with EmbeddedPostgres(folder) as pg:
        assert pg.child
        connection = psycopg.connect(pg.url)
        family = [psutil.Process(pg.child.pid), *psutil.Process(pg.child.pid).children(recursive=True)]
    assert psutil.wait_procs(family, timeout=10)[1] == []
    connection.close()


def test_it_dies_with_a_parent_that_is_killed(folder: Path, python: Python) -> None:
    parent = python(SERVE, str(folder))
    assert parent.stdout
    postgres = psutil.Process(int(parent.stdout.readline().split()[0]))
    parent.kill()
    assert psutil.wait_procs([postgres], timeout=20)[1] == []


def test_a_server_that_an_earlier_run_left_behind_is_stopped_first(folder: Path) -> None:
    with EmbeddedPostgres(folder) as pg:
        remember(pg.url, "kept")
        command = pg.command()
    # without the launcher, so that nothing ties its life to ours
    orphan = subprocess.Popen(
        [*command.prefix, *command.argv], cwd=folder, start_new_session=True, stderr=subprocess.PIPE, text=True
    )
    with orphan:
        assert orphan.stderr
        assert any("ready to accept connections" in line for line in orphan.stderr)
        assert orphan.pid in [process.pid for process in servers_in(pg.home, "postgres")]
        with EmbeddedPostgres(folder) as again:
            assert orphan.wait(10) == 0
            assert remembered(again.url) == ["kept"]


def test_a_stale_pid_file_that_names_a_living_stranger_does_not_stop_it(folder: Path) -> None:
    with EmbeddedPostgres(folder) as pg:
        assert pg.child
        pid_file = pg.home / "postmaster.pid"
        lines = pid_file.read_text().split("\n")
        os.kill(pg.child.pid, signal.SIGKILL)
        assert pg.child.wait(10)
        pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
        pg.start()
        assert pg.answers()


def test_a_lost_password_is_named_with_its_remedy(folder: Path) -> None:
    with EmbeddedPostgres(folder) as pg:
        file = pg.password_file
    file.write_text("another\n")
    with pytest.raises(ServerFailed, match="put the file back"):
        EmbeddedPostgres(folder).start()


def test_a_first_start_that_was_cut_off_is_begun_anew(folder: Path) -> None:
    half = folder / "cluster.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    with EmbeddedPostgres(folder) as pg:
        assert pg.answers()
    assert not half.exists()


def test_giving_up_the_start_leaves_no_process(folder: Path) -> None:
    class Enough(Exception):
        pass

    def check() -> None:
        raise Enough

    server = EmbeddedPostgres(folder, check=check)
    with pytest.raises(Enough):
        server.start()
    assert list(servers_in(server.home, "postgres")) == []


@pytest.mark.skipif(not namespaces_work(), reason="needs user namespaces, to be an ordinary user here")
def test_it_serves_an_ordinary_user(folder: Path, python: Python) -> None:
    folder.mkdir()
    code = "import os; assert os.geteuid() != 0\n" + SERVE
    user = python(code, str(folder), prefix=UNSHARE)
    assert user.stdout
    remember(user.stdout.readline().split()[1], "kept")
    user.terminate()
    assert user.wait(20) == -signal.SIGTERM


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_root_without_namespaces_serves_as_nobody(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("누구도 아닌")
    # nobody must be able to walk to the data
    for path in (folder, *folder.parents[:2]):
        path.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    with EmbeddedPostgres(folder / "pg") as pg:
        assert pg.child
        assert psutil.Process(pg.child.pid).username() == "nobody"
        remember(pg.url, "kept")
    monkeypatch.undo()
    with EmbeddedPostgres(folder / "pg") as pg:
        assert remembered(pg.url) == ["kept"]
