"""A traceback says where, and not what was in hand there."""

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from practice.errors import AnswerNotFound
from practice.logs import configure
from practice.settings import Settings
from practice.tracebacks import told

CANARY = "내 답변의 비밀 문장"


def failing(error: Exception) -> Exception:
    try:
        try:
            raise ValueError(CANARY)
        except ValueError as inner:
            raise error from inner
    except type(error) as raised:
        return raised


@pytest.mark.parametrize("error", [ValueError(CANARY), RuntimeError(CANARY), ExceptionGroup(CANARY, [KeyError(CANARY)])])
def test_what_an_exception_says_is_left_out(error: Exception) -> None:
    shown = told(failing(error))
    assert CANARY not in shown
    assert type(error).__name__ in shown
    assert "failing" in shown


def test_what_our_own_errors_say_is_kept() -> None:
    assert "No such answer" in told(failing(AnswerNotFound()))


@pytest.fixture
def logged(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Where the log goes, in the format of the test."""
    root = logging.getLogger()
    before, level = root.handlers, root.level
    configure("test", Settings(log_format=request.param))
    out = io.StringIO()
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(out)
    yield out
    root.handlers, root.level = before, level
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


@pytest.mark.parametrize("logged", ["text", "json"], indirect=True)
def test_neither_logger_prints_it(logged: io.StringIO) -> None:
    error = failing(RuntimeError(CANARY))
    structlog.get_logger().error("unexpected", exc_info=error)
    logging.getLogger("uvicorn.error").error("Exception in ASGI application", exc_info=error)
    assert CANARY not in logged.getvalue()
    assert logged.getvalue().count("RuntimeError") >= 2
