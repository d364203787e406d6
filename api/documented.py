"""The API's description with every problem it may answer with; what the front turns away is told at each call too."""

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict

UNSAFE = ("post", "put", "patch", "delete")
PROBLEM = {"$ref": "#/components/schemas/Problem"}

WORDS = {
    400: "The request cannot be read",
    401: "No valid session",
    403: "Not allowed from here",
    404: "There is nothing here that the caller may see",
    408: "The body came too slowly",
    409: "Not in this state",
    413: "The body is too large",
    415: "The body's format or coding is not read",
    421: "Not under this name",
    422: "The input does not fit",
    429: "Too many requests; Retry-After says when to come again",
    503: "Something that this needs is away; Retry-After says when to come again",
}
# What no rule below finds out by itself.
MORE = {
    ("get", "/api/events"): (400,),
    ("post", "/api/answers"): (404,),
    ("delete", "/api/banks/{slug}"): (409,),
    ("post", "/api/answers/{answer_id}/retry"): (409,),
    ("post", "/api/answers/{answer_id}/estimate"): (409,),
}


class Problem(BaseModel):
    """RFC 9457; ``code`` is stable, ``detail`` says what to do. Some problems say more in fields of their own."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str


def _statuses(method: str, path: str, call: dict[str, Any]) -> set[int]:
    parameters = call.get("parameters", [])
    found = {421, *MORE.get((method, path), ())}
    if path.startswith("/api/"):
        found |= {429, 503}
    if method in UNSAFE:
        found.add(403)
    if "requestBody" in call:
        found |= {400, 408, 413, 415}
    if parameters or "requestBody" in call:
        found.add(422)
    if any(each["in"] == "path" for each in parameters):
        found.add(404)
    if any(each["in"] == "header" and each["name"] == "authorization" for each in parameters):
        found.add(401)
    return found


def _described(status: int) -> dict[str, Any]:
    described: dict[str, Any] = {"description": WORDS[status], "content": {"application/problem+json": {"schema": PROBLEM}}}
    if status in (429, 503):
        described["headers"] = {"Retry-After": {"description": "Seconds", "schema": {"type": "integer"}}}
    return described


def document_problems(app: FastAPI) -> None:
    """From here on the description of ``app`` holds its problems."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = plain()
            schemas = document["components"]["schemas"]
            schemas["Problem"] = Problem.model_json_schema()
            for path, calls in document["paths"].items():
                for method, call in calls.items():
                    # FastAPI's own shape of a 422 is not ours
                    call["responses"].pop("422", None)
                    found = {str(status): _described(status) for status in sorted(_statuses(method, path, call))}
                    call["responses"] = {**call["responses"], **{k: v for k, v in found.items() if k not in call["responses"]}}
            for name in ("HTTPValidationError", "ValidationError"):
                schemas.pop(name, None)
            return document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
