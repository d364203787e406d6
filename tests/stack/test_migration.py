"""A migration that would change nothing is not even started."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from practice.db.roles import role_url
from stack.access import Access, access
from stack.migration import MigrationFailed, fingerprint, migrate, migrate_once

NOWHERE = "postgresql://nobody:x@127.0.0.1:1/nothing"


def test_a_marked_database_is_left_alone(tmp_path: Path) -> None:
    mine = access(NOWHERE, tmp_path)
    mark = tmp_path / "mark"
    mark.write_text(fingerprint(mine))
    # there is no database behind the URL: a migration would fail
    assert migrate_once(mine, mark, print) is False


def test_a_failed_migration_is_told_and_leaves_no_mark(tmp_path: Path) -> None:
    lines: list[str] = []
    with pytest.raises(MigrationFailed, match="exit code 1"):
        migrate_once(access(NOWHERE, tmp_path), tmp_path / "mark", lines.append)
    assert any("connection" in line for line in lines)
    assert not (tmp_path / "mark").exists()


def test_the_mark_follows_the_passwords_and_not_the_port() -> None:
    one = Access("postgresql://owner:p@127.0.0.1:1/backtalk", "a", "b")
    assert fingerprint(one) == fingerprint(Access("postgresql://owner:p@127.0.0.1:2/backtalk", "a", "b"))
    assert fingerprint(one) != fingerprint(Access("postgresql://owner:p@127.0.0.1:1/backtalk", "a", "c"))


def test_giving_up_ends_the_migration(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def check() -> None:
        raise Enough

    with pytest.raises(Enough):
        migrate(access(NOWHERE, tmp_path), print, check)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://owner:p@127.0.0.1:5/backtalk",
        "postgresql://o%40x:p%2Fw@db.example:5432/%EB%B0%B1?sslmode=require",
        "postgresql://[::1]/backtalk",
    ],
)
def test_a_role_s_url_is_the_one_that_the_domain_would_make(url: str) -> None:
    mine = Access(url, "a/ b", "c")
    for ours, role, password in ((mine.app_url, "app", "a/ b"), (mine.system_url, "system", "c")):
        assert make_url(ours) == role_url(url, role, password)


def test_each_role_has_its_own_url(tmp_path: Path) -> None:
    mine = access("postgresql://owner:p@127.0.0.1:5/backtalk", tmp_path)
    assert mine.app_url == f"postgresql://backtalk_app:{mine.app_password}@127.0.0.1:5/backtalk"
    assert mine.system_url == f"postgresql://backtalk_system:{mine.system_password}@127.0.0.1:5/backtalk"
    assert access("postgresql://owner:p@127.0.0.1:6/backtalk", tmp_path).app_password == mine.app_password
