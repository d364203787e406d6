"""Runs the migrations in a process of their own: alembic and the bank stay out of the supervisor."""

from collections.abc import Callable

from stack.access import Access
from stack.child import Child, OnLine
from stack.roster import command


class MigrationFailed(Exception):
    """The schema could not be brought up to date."""

    code = "migration_failed"


def migrate(access: Access, on_line: OnLine, check: Callable[[], None] = lambda: None) -> None:
    """Returns when the schema is the newest and the shipped bank is loaded."""
    child = Child(command("practice.db.migrate", access.migration_environment()), on_line).start()
    try:
        while not child.wait(0.05):
            check()
    finally:
        child.kill()
    if child.code != 0:
        raise MigrationFailed(f"the migrations ended with exit code {child.code}; the lines above say why")
