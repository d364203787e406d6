"""The two login roles: the application, which row security binds, and the system, which serves everybody's jobs."""

from dataclasses import dataclass

from psycopg import sql
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import URL, Connection, NullPool, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError

from practice.db.server import CannotMigrate


@dataclass(frozen=True, slots=True)
class RolePasswords:
    app: str
    system: str


def role_url(admin_url: str, role: str, password: str) -> URL:
    """The URL of the same database for the role ``app`` or ``system``."""
    url = make_url(admin_url)
    return url.set(username=f"{url.database}_{role}", password=password)


# A member of the owner's role is as free as the owner.
UNBOUND = text("""
select rolsuper or rolbypassrls or rolcreaterole or pg_has_role(rolname, current_user, 'member')
from pg_roles where rolname = :name
""")


def ensure_roles(conn: Connection, passwords: RolePasswords) -> None:
    """Creates the roles of this database or sets their passwords anew, which needs CREATEROLE.

    Without it they must be there already, made by hand, and take these passwords. Raises CannotMigrate.
    """
    database = conn.scalar(text("select current_database()"))
    wanted = {f"{database}_app": passwords.app, f"{database}_system": passwords.system}
    for name, password in wanted.items():
        if not _made(conn, name, password) and not _opens(conn.engine.url, name, password):
            raise CannotMigrate(_by_hand(conn, [*wanted]))
        if conn.scalar(UNBOUND, {"name": name}):
            raise CannotMigrate(
                f'row security would not bind the role "{name}", or it could make itself free of it: run '
                f'`ALTER ROLE "{name}" NOSUPERUSER NOBYPASSRLS NOCREATEROLE`, and let it be no member of the role that owns the '
                "database"
            )


def _made(conn: Connection, name: str, password: str) -> bool:
    """Whether the role is there and has the password now; False for an owner who may not see to that. Raises CannotMigrate."""
    exists = conn.scalar(text("select 1 from pg_roles where rolname = :name"), {"name": name})
    # only what the owner may say of a role without having it: NOSUPERUSER and the like want a superuser
    verb = sql.SQL("alter" if exists else "create")
    try:
        verifier = sql.Literal(_verifier(conn, name, password))
        statement = sql.SQL("{} role {} login password {}").format(verb, sql.Identifier(name), verifier)
        with conn.begin_nested():
            conn.exec_driver_sql(statement.as_string(conn.connection.driver_connection))
    except DBAPIError as error:
        refused = error.orig
    else:
        return True
    # raised outside of the handler: the chain would carry the statement
    if isinstance(refused, InsufficientPrivilege):
        return False
    raise CannotMigrate(f'the role "{name}" cannot be made: {str(refused).splitlines()[0]}')


def _verifier(conn: Connection, name: str, password: str) -> str:
    """What the server keeps of a password: the password itself would stand in its log when the statement fails."""
    algorithm = str(conn.scalar(text("show password_encryption")))
    made: bytes = conn.connection.driver_connection.pgconn.encrypt_password(  # type: ignore[union-attr]
        password.encode(), name.encode(), algorithm.encode()
    )
    return made.decode()


def _opens(owner: URL, name: str, password: str) -> bool:
    """Whether the role can log in with the password, as the processes will."""
    engine = create_engine(owner.set(username=name, password=password), poolclass=NullPool)
    try:
        with engine.connect():
            return True
    except OperationalError:
        return False


def _by_hand(conn: Connection, names: list[str]) -> str:
    owner = conn.scalar(text("select current_user"))
    app, system = names
    return (
        f'this database needs two login roles, "{app}" and "{system}", and its owner "{owner}" may not make them or set their '
        f'passwords. Let a superuser run `ALTER ROLE "{owner}" CREATEROLE` where they are not there yet, or make them by hand: '
        f'`CREATE ROLE "{app}" LOGIN PASSWORD \'...\'`, the same for "{system}", and give these passwords as '
        "BACKTALK_APP_PASSWORD and BACKTALK_SYSTEM_PASSWORD"
    )
