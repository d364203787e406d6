"""PostgreSQL 18 with pgvector from its wheel, as a child on loopback."""

import os
import shutil
import signal
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from stack.binaries import postgres_folder
from stack.child import Child, Command
from stack.embedded import EmbeddedServer, ServerFailed
from stack.identity import Identity, give, unprivileged
from stack.passwords import kept_password

OWNER = "backtalk_owner"
DATABASE = "backtalk"
WRONG_PASSWORD = "28P01"  # noqa: S105 - an SQLSTATE
IN_PROGRESS = "cluster.new"

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    # a socket's path may be at most 107 bytes: a deep folder would break it
    "unix_socket_directories": "",
    "maintenance_work_mem": "256MB",
    # an accepted answer is never lost: no commit is told before it is on disk
    "synchronous_commit": "on",
    "max_wal_size": "512MB",
    "log_line_prefix": "",
    "log_checkpoints": "off",
    # the last words of a start that fails are the only ones worth a line; the rest is normal life
    "log_min_messages": "warning",
    "log_timezone": "UTC",
    "timezone": "UTC",
}


class EmbeddedPostgres(EmbeddedServer):
    """`with EmbeddedPostgres(folder) as pg: psycopg.connect(pg.url)`; the owner is a superuser, its password lies in `folder`."""

    name = "PostgreSQL"
    # fast shutdown (rolls back, checkpoints), then immediate (the next start recovers from the log)
    stop_signals = (signal.SIGINT, signal.SIGQUIT)
    buffers_mb: int = 256
    max_connections: int = 300

    @property
    def program(self) -> str:
        return "postgres"

    @property
    def home(self) -> Path:
        return self.directory / "cluster"

    @property
    def password_file(self) -> Path:
        return self.directory / "password"

    @property
    def url(self) -> str:
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        """The owner's URL of any database of this server."""
        return f"postgresql://{OWNER}:{kept_password(self.password_file)}@127.0.0.1:{self.port}/{database}"

    def prepare(self) -> None:
        identity = unprivileged()
        if not (self.home / "PG_VERSION").exists():
            self._initialise(identity)
        give(self.home, identity)
        self._forget_stale_pid()

    def command(self) -> Command:
        sizes = {"shared_buffers": f"{self.buffers_mb}MB", "max_connections": self.max_connections}
        settings = {**SETTINGS, **sizes, "port": self.port}
        flags = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        return self._as(unprivileged(), [str(postgres_folder() / "postgres"), "-D", str(self.home), *flags])

    def answers(self) -> bool:
        try:
            with psycopg.connect(self.url_of("postgres"), connect_timeout=2, autocommit=True) as connection:
                found = connection.execute("select 1 from pg_database where datname = %s", (DATABASE,)).fetchone()
                if found is None:
                    connection.execute(sql.SQL("create database {}").format(sql.Identifier(DATABASE)))
                return True
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise ServerFailed(
                    f"{self.password_file} does not hold the password of the database beside it: "
                    "put the file back, or move the folder away to begin anew"
                ) from error
            return False

    def _initialise(self, identity: Identity) -> None:
        """Built beside its place and renamed: a kill in the middle leaves nothing that looks whole."""
        draft = self.directory / IN_PROGRESS
        shutil.rmtree(draft, ignore_errors=True)
        kept_password(self.password_file)
        draft.mkdir(mode=0o700)
        given = self.directory / "password.initdb"
        shutil.copy(self.password_file, given)
        for path in (draft, given):
            os.chown(path, identity.uid, identity.gid) if os.geteuid() == 0 else None
        try:
            self._run_initdb(identity, draft, given)
        finally:
            given.unlink()
        draft.rename(self.home)

    def _run_initdb(self, identity: Identity, draft: Path, password: Path) -> None:
        # fmt: off
        child = Child(self._as(identity, [
            str(postgres_folder() / "initdb"), "-D", str(draft), "-U", OWNER, f"--pwfile={password}", "--auth=scram-sha-256",
            # the wheel has no ICU, and the C library's order differs from machine to machine
            "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            "--no-instructions",
        ])).start()
        # fmt: on
        while not child.wait(0.05):
            try:
                self._check()
            except BaseException:
                child.kill()
                raise
        if child.code != 0:
            raise ServerFailed("initdb failed\n" + "\n".join(f"  {line}" for line in child.lines))

    def _as(self, identity: Identity, argv: list[str]) -> Command:
        # of the environment only what programs need: PGPORT and the like would change what the server does
        env = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
        return Command(argv, env, self.directory, identity.prefix, identity.user, signal.SIGINT)

    def _forget_stale_pid(self) -> None:
        """Servers in this very folder are stopped by now: a living pid in the file is another program's, and keeps ours away."""
        # seen after a crash in a container, where the same few pids are given out again
        file = self.home / "postmaster.pid"
        try:
            pid = int(file.read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return
        if pid <= 0 or not psutil.pid_exists(pid) or psutil.Process(pid).name() != self.program:
            file.unlink()
