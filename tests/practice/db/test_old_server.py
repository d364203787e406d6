"""A server that is older than the migrations need is told before the first of them: here PostgreSQL 16, from the same wheel."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stack import postgres as embedded
from stack.child import Child
from stack.doctor import services
from stack.identity import Identity
from stack.postgres import OWNER, EmbeddedPostgres

OLD = embedded.postgres_folder().parents[1] / "pginstall" / "bin"


class Sixteen(EmbeddedPostgres):
    def _run_initdb(self, identity: Identity, draft: Path, password: Path) -> None:
        # fmt: off
        child = Child(self._as(identity, [
            str(OLD / "initdb"), "-D", str(draft), "-U", OWNER, f"--pwfile={password}", "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale=C", "--no-instructions",
        ])).start()
        # fmt: on
        assert child.wait(60.0)
        assert child.code == 0, list(child.lines)


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(embedded, "postgres_folder", lambda: OLD)
    with Sixteen(tmp_path / "data") as server:
        yield server.url


def test_sixteen_is_refused_in_a_line(old: str) -> None:
    given = {"BACKTALK_ADMIN_DATABASE_URL": old, "BACKTALK_APP_PASSWORD": "a", "BACKTALK_SYSTEM_PASSWORD": "s"}
    command = [sys.executable, "-m", "practice.db.migrate"]
    refused = subprocess.run(command, env={**os.environ, **given}, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    (line,) = refused.stderr.splitlines()
    assert line.startswith("the database's server is PostgreSQL 16.")
    assert "needs 18 or newer" in line
    finding = services.database(old)
    assert not finding.fine
    assert "use PostgreSQL 18 or newer" in str(finding)
