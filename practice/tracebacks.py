"""Where an exception came from, without what it says: a message may quote an answer, a token or a statement's values."""

import sys
import traceback
from typing import Any

from practice.errors import BacktalkError

# Their words are about the program: names, types, files.
TELLING = (BacktalkError, AttributeError, NameError, TypeError, ImportError, OSError)


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in found:
        found.append(following)
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return found[::-1]


def _named(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{name}: {error}" if isinstance(error, TELLING) else name


def told(error: BaseException) -> str:
    """The frames and types of an exception and of what caused it, oldest first."""
    parts = []
    for each in _chain(error):
        parts.append("".join(traceback.format_tb(each.__traceback__)) + _named(each))
        if isinstance(each, BaseExceptionGroup):
            parts += [told(inner) for inner in each.exceptions]
    return "\n".join(parts)


def without_messages(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """A processor of structlog: an exception becomes its frames before anything else can print it."""
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else info
    if info is True:
        error = sys.exception()
    if isinstance(error, BaseException):
        event["exception"] = told(error)
    return event
