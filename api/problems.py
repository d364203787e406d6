"""Errors become problem details (RFC 9457) with a stable code and words that say what to do."""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from psycopg.errors import ForeignKeyViolation, UniqueViolation
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from practice.errors import BacktalkError, TooBusy, Unauthenticated

log = structlog.get_logger()

# pydantic's error types -> (our code, what to do)
CODES = {
    "extra_forbidden": ("unknown_field", "This field is not known; leave it out."),
    "missing": ("field_missing", "This field is required; add it."),
    "uuid_parsing": ("malformed_id", "This is no id; take one from a list."),
    # what `curl -d` sends is called a form, and FastAPI does not read it then
    "model_attributes_type": ("invalid_input", "Send a JSON object, and say Content-Type: application/json."),
    "json_invalid": ("malformed_json", "The body is not JSON; check it and send it again."),
}
# what the framework itself answers; None: with any other status
BY_STATUS = {404: "not_found", 405: "method_not_allowed", None: "http_error"}
TITLES = {404: "There is nothing here", 405: "This method is not allowed here"}


def problem(
    status: int, code: str, title: str, detail: str, headers: Mapping[str, str] | None = None, **extra: Any
) -> JSONResponse:
    """A problem details response; its ``type`` names the code."""
    body = {"type": f"urn:backtalk:problem:{code}", "title": title, "status": status, "detail": detail, "code": code, **extra}
    return JSONResponse(body, status_code=status, media_type="application/problem+json", headers=headers)


def _from_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, BacktalkError)
    headers = {"Retry-After": str(error.extra.get("retry_after", 2))} if error.status in (429, 503) else None
    if error.status == 401:
        headers = {"WWW-Authenticate": "Bearer"}
    return problem(error.status, error.code, error.title, error.detail, headers, **error.extra)


def _field(location: Sequence[str | int]) -> str:
    return ".".join(str(part) for part in location[1:]) or str(location[0])


def _from_validation(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    first = found[0]
    code, advice = CODES.get(first["type"], ("invalid_input", "Change it to fit and send it again."))
    # what was sent is left out on purpose: it may be an answer's text
    errors = [{"field": _field(item["loc"]), "message": item["msg"], "type": item["type"]} for item in found]
    where = _field(first["loc"])
    status = 400 if code == "malformed_json" else 422
    return problem(status, code, "The request does not fit", f"{where}: {first['msg']}. {advice}", errors=errors)


def _allowed(request: Request) -> dict[str, str]:
    """The methods of a path in all its routes: the router itself names those of the first one only."""
    path = getattr(request.scope.get("route"), "path", "")
    methods = request.app.openapi()["paths"].get(path, {})
    return {"Allow": ", ".join(sorted(method.upper() for method in methods))} if methods else {}


def _from_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == 400:
        # FastAPI's word for bytes that are not UTF-8, and for JSON that Python's reader gives up on
        detail = "The body cannot be read as JSON in UTF-8; check it and send it again."
        return problem(400, "malformed_json", "The request does not fit", detail)
    code = BY_STATUS.get(error.status_code, BY_STATUS[None])
    title = TITLES.get(error.status_code, "The request failed")
    headers = {**(error.headers or {}), **(_allowed(request) if error.status_code == 405 else {})}
    return problem(error.status_code, code, title, f"{title}. See /api/openapi.json for what there is.", headers)


def _cause(error: Exception) -> BaseException | None:
    """The driver's error, with the layer above it or without."""
    return error.orig if isinstance(error, DBAPIError) else error


def _is_gone(error: Exception) -> bool:
    """Whether somebody's workspace was deleted, or moved into an account, while a request of theirs was under way."""
    cause = _cause(error)
    return isinstance(cause, ForeignKeyViolation) and "user_id" in (cause.diag.constraint_name or "")


def _from_database(request: Request, error: Exception) -> JSONResponse:
    if _is_gone(error):
        return _from_error(request, Unauthenticated("This workspace is gone. Open a new session with POST /api/session."))
    if isinstance(cause := _cause(error), UniqueViolation):
        # the database is fine: another request wrote the same row first, and the next try sees it
        log.warning("same_moment", constraint=cause.diag.constraint_name)
        return _from_error(request, TooBusy("Another request changed the same at this moment. Send this one again in a moment."))
    if isinstance(error, DataError | psycopg.DataError):
        # a NUL in a query string, a number beyond the column's range: the caller's, not the database's fault
        return problem(
            422, "invalid_input", "The input does not fit", "A value cannot be stored or compared; check the parameters."
        )
    log.error("database_unavailable", error=type(error).__name__)
    # a connection that dies in the middle of a statement leaves open whether it took effect
    detail = "The database does not answer right now. Send it again in a moment; with the same Idempotency-Key it is done once."
    return problem(503, "database_unavailable", "The database is not reachable", detail, {"Retry-After": "2"})


def _from_bug(_: Request, error: Exception) -> JSONResponse:
    # only the type: a message may hold a statement's parameters
    log.error("unexpected_error", error=type(error).__name__, exc_info=error)
    return problem(500, "internal_error", "Something went wrong", "This is a fault of the server; its log says more.")


def install(app: FastAPI) -> None:
    """Every error that leaves a route is a problem from here on."""
    app.add_exception_handler(BacktalkError, _from_error)
    app.add_exception_handler(RequestValidationError, _from_validation)
    app.add_exception_handler(HTTPException, _from_http)
    app.add_exception_handler(DBAPIError, _from_database)
    app.add_exception_handler(PoolTimeout, _from_database)
    app.add_exception_handler(psycopg.Error, _from_database)
    app.add_exception_handler(Exception, _from_bug)
