"""A database with nothing in it: its name, and its roles as they log in."""

from sqlalchemy import create_engine, make_url, text

from practice.db.engines import with_driver
from practice.db.roles import role_url

NAME = "bare"


def user_of(url: str) -> str:
    engine = create_engine(with_driver(make_url(url)))
    try:
        with engine.connect() as conn:
            return str(conn.scalar(text("select current_user")))
    finally:
        engine.dispose()


def as_role(url: str, role: str, password: str) -> str:
    return role_url(url, role, password).render_as_string(hide_password=False)
