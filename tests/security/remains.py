"""What is left of somebody, table by table of the catalogue."""

from sqlalchemy import create_engine, make_url, text

from practice.db.engines import with_driver
from tests.conftest import Person, Urls

OWNED = "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'user_id'"


def remains(urls: Urls, person: Person) -> dict[str, int]:
    """How many rows of the person each table holds."""
    engine = create_engine(with_driver(make_url(urls.admin)))
    with engine.connect() as conn:
        found = {
            table: int(conn.scalar(text(f"select count(*) from {table} where user_id = :me"), {"me": person.user_id}) or 0)
            for table in conn.scalars(text(OWNED))
        }
        found["users"] = int(conn.scalar(text("select count(*) from users where id = :me"), {"me": person.user_id}) or 0)
    engine.dispose()
    return found
