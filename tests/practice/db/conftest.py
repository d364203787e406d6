"""What the tests of the schema share."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, make_url, text

from practice.db.engines import with_driver
from stack.postgres import EmbeddedPostgres
from tests.practice.db.bare import NAME


@pytest.fixture
def bare(postgres: EmbeddedPostgres) -> Iterator[str]:
    """The URL of a database with nothing in it; its roles go with it."""
    admin = create_engine(with_driver(make_url(postgres.url_of("postgres"))), isolation_level="AUTOCOMMIT")
    with admin.connect() as conn:
        conn.execute(text(f"create database {NAME}"))
    yield postgres.url_of(NAME)
    with admin.connect() as conn:
        conn.execute(text(f"drop database {NAME} with (force)"))
        conn.execute(text(f"drop role if exists {NAME}_app, {NAME}_system"))
    admin.dispose()
