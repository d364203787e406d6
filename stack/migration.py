"""Runs the migrations in a process of their own: alembic and the bank stay out of the supervisor."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from stack.access import Access
from stack.child import Child, OnLine
from stack.roster import ROOT, command

# what a migration reads: revisions, roles, the bank that ships
SOURCES = ("practice/db", "practice/bank")


class MigrationFailed(Exception):
    """The schema could not be brought up to date."""

    code = "migration_failed"


def fingerprint(access: Access) -> str:
    """Of all that a migration would write; the port of an embedded server may differ from run to run and does not count."""
    digest = hashlib.sha256(f"{access.app_password} {access.system_password}".encode())
    for path in sorted(path for source in SOURCES for path in (ROOT / source).rglob("*") if path.is_file()):
        if "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def migrate_once(access: Access, mark: Path, on_line: OnLine, check: Callable[[], None] = lambda: None) -> bool:
    """Whether there was anything to do. The mark lies inside the database's own folder, so that it goes where the data go;
    a migration takes seconds of importing even when it changes nothing."""
    wanted = fingerprint(access)
    if mark.exists() and mark.read_text() == wanted:
        return False
    migrate(access, on_line, check)
    mark.write_text(wanted)
    return True


def migrate(access: Access, on_line: OnLine, check: Callable[[], None] = lambda: None) -> None:
    """Returns when the schema is the newest and the shipped bank is loaded, or a newer version has seen to both."""
    child = Child(command("practice.db.migrate", access.migration_environment()), on_line).start()
    try:
        while not child.wait(0.05):
            check()
    finally:
        child.kill()
    if child.code != 0:
        raise MigrationFailed(f"the migrations ended with exit code {child.code}; the lines above say why")
