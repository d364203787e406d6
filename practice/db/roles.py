"""The two login roles: the application, which row security binds, and the system, which serves everybody's jobs."""

from dataclasses import dataclass

from psycopg import sql
from sqlalchemy import URL, Connection, make_url, text


@dataclass(frozen=True, slots=True)
class RolePasswords:
    app: str
    system: str


def role_url(admin_url: str, role: str, password: str) -> URL:
    """The URL of the same database for the role ``app`` or ``system``."""
    url = make_url(admin_url)
    return url.set(username=f"{url.database}_{role}", password=password)


def ensure_roles(conn: Connection, passwords: RolePasswords) -> None:
    """Creates the roles of this database or sets their passwords anew. Needs CREATEROLE."""
    database = conn.scalar(text("select current_database()"))
    for suffix, password in (("app", passwords.app), ("system", passwords.system)):
        name = f"{database}_{suffix}"
        exists = conn.scalar(text("select 1 from pg_roles where rolname = :name"), {"name": name})
        verb = "alter" if exists else "create"
        statement = sql.SQL(verb + " role {} login nosuperuser nocreatedb nocreaterole password {}").format(
            sql.Identifier(name), sql.Literal(password)
        )
        conn.exec_driver_sql(statement.as_string(conn.connection.driver_connection))
