"""PostgreSQL's own programs are called without a password that others of the machine could read."""

import sys
from pathlib import Path

import pytest

from stack.client import run_client

CODE = "import os, sys; print(*sys.argv[1:], os.environ.get('PGPASSWORD'))"


@pytest.mark.parametrize(
    ("url", "shown", "password"),
    [
        (
            "postgresql://o%40wn:p%40ss@[::1]:5432/my-db?sslmode=require",
            "postgresql://o%40wn@[::1]:5432/my-db?sslmode=require",
            "p@ss",
        ),
        ("postgresql://owner@db/x", "postgresql://owner@db/x", "None"),
        ("postgresql://db/x", "postgresql://db/x", "None"),
    ],
)
def test_the_password_goes_by_the_environment(url: str, shown: str, password: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    done = run_client(Path(sys.executable), url, "-c", CODE, "file")
    assert done.stdout.split() == ["file", f"--dbname={shown}", password]
