"""Servers that the person names instead of the embedded ones."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Given:
    """The owner's database URL and the Redis URL, where given."""

    database_url: str | None
    redis_url: str | None


def given(environment: Mapping[str, str]) -> Given:
    """With the prefix or without; the prefixed name wins."""

    def one(name: str) -> str | None:
        return environment.get(f"BACKTALK_{name}") or environment.get(name) or None

    return Given(plain(one("DATABASE_URL")), one("REDIS_URL"))


def plain(url: str | None) -> str | None:
    """Without the name of a driver, as in `postgresql+psycopg://`: PostgreSQL's own programs read it as a socket's name."""
    scheme, mark, rest = (url or "").partition("://")
    return f"{scheme.partition('+')[0]}{mark}{rest}" if mark else url
