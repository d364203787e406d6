"""Whether the models that this installation's vectors are of are here: `backtalk reembed` may have changed to another one."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import NullPool, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from practice.settings import Settings
from stack.doctor.finding import Finding
from stack.given import Given
from stack.reach import running_url

IN_USE = text("select name, spec from embedding_models where state in ('active', 'filling') order by state")


def models_in_use(settings: Settings, servers: Given) -> Iterator[Finding]:
    """Nothing where no database answers (which is told elsewhere), or where nothing was embedded yet."""
    if url := servers.database_url or running_url(settings.data_dir.absolute()):
        for name, stored in _in_use(url):
            yield _judged(settings, name, stored)


def _in_use(url: str) -> list[tuple[str, dict[str, Any] | None]]:
    try:
        plain = make_url(url).set(drivername="postgresql+psycopg")
        engine = create_engine(plain, poolclass=NullPool, connect_args={"connect_timeout": 5})
        with engine.connect() as conn:
            return [(row.name, row.spec) for row in conn.execute(IN_USE)]
    except (SQLAlchemyError, ArgumentError):
        return []


def _judged(settings: Settings, name: str, stored: dict[str, Any] | None) -> Finding:
    from practice.embedding.active import spec_of  # noqa: PLC0415 - takes half a second of imports
    from practice.embedding.shelf.manifest import require_checked  # noqa: PLC0415
    from practice.errors import EncoderUnavailable  # noqa: PLC0415

    try:
        spec = spec_of(name, stored)
        if spec.is_remote:
            return Finding("Model in use", f"{name}, behind an API")
        require_checked(spec, settings.data_dir)
    except EncoderUnavailable as error:
        remedy = (
            "do as it says, or copy the folder `models` from the data folder where the model was used; new answers wait until "
            "then. Or change to another model: `backtalk reembed --model NAME`"
        )
        return Finding("Model in use", str(error), remedy)
    return Finding("Model in use", f"{name}, ready")
