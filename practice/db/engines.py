"""SQLAlchemy engines: an asynchronous one for the doors that serve many, a plain one for workers."""

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from practice.settings import Settings


def with_driver(url: URL) -> URL:
    """``postgres://`` and ``postgresql://`` both mean psycopg 3."""
    return url.set(drivername="postgresql+psycopg")


def _options(settings: Settings, name: str) -> dict[str, object]:
    return {
        "pool_size": settings.database_pool,
        "max_overflow": 0,
        "pool_timeout": settings.database_timeout_s,
        # an error's message would carry the parameters, and those are people's texts
        "hide_parameters": True,
        # a connection that died with the server is noticed before it is used
        "pool_pre_ping": True,
        "connect_args": {
            "application_name": f"backtalk-{name}",
            "connect_timeout": max(2, int(settings.database_timeout_s)),
            # keepalives end a half-open connection within about half a minute
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            # the server's own limit for one statement: no request holds a connection for ever
            "options": f"-c statement_timeout={int(settings.database_timeout_s * 4000)} -c timezone=UTC",
        },
    }


def async_engine(settings: Settings, name: str) -> AsyncEngine:
    """An engine for an event loop; ``name`` shows in pg_stat_activity."""
    return create_async_engine(with_driver(make_url(settings.database_url.get_secret_value())), **_options(settings, name))


def sync_engine(settings: Settings, name: str) -> Engine:
    """An engine for threads or a pool process; made after the fork, never before."""
    return create_engine(with_driver(make_url(settings.database_url.get_secret_value())), **_options(settings, name))
