"""Refusals in the words of each wire: status, body, headers."""

from typing import Any

Refused = tuple[int, dict[str, Any], dict[str, str]]


def _openai(message: str, kind: str, code: str | None) -> dict[str, Any]:
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


def openai(mode: str, retry_after: str) -> Refused | None:
    """How OpenAI's API says it; None for modes that begin to answer."""
    return {
        "rate_limit": (429, _openai("Rate limit reached", "requests", "rate_limit_exceeded"), {"retry_after": retry_after}),
        "overload": (503, _openai("The engine is currently overloaded", "server_error", None), {}),
        "server_error": (500, _openai("The server had an error", "server_error", None), {}),
        "bad_key": (401, _openai("Incorrect API key provided", "invalid_request_error", "invalid_api_key"), {}),
        "quota": (429, _openai("You exceeded your current quota", "insufficient_quota", "insufficient_quota"), {}),
        "no_model": (404, _openai("The model does not exist", "invalid_request_error", "model_not_found"), {}),
    }.get(mode)


def _google(code: int, status: str, message: str, reason: str | None = None) -> dict[str, Any]:
    details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}] if reason else []
    return {"error": {"code": code, "message": message, "status": status, "details": details}}


def gemini(mode: str, retry_after: str) -> Refused | None:
    """How Google's API says it."""
    quota = "You exceeded your current quota, please check your plan and billing details."
    slow = _google(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).")
    slow["error"]["details"] = [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": f"{retry_after}s"}]
    return {
        "rate_limit": (429, slow, {"retry_after": retry_after}),
        "overload": (503, _google(503, "UNAVAILABLE", "The model is overloaded. Please try again later."), {}),
        "server_error": (500, _google(500, "INTERNAL", "An internal error has occurred."), {}),
        "bad_key": (400, _google(400, "INVALID_ARGUMENT", "API key not valid.", "API_KEY_INVALID"), {}),
        "quota": (429, _google(429, "RESOURCE_EXHAUSTED", quota), {}),
        "no_model": (404, _google(404, "NOT_FOUND", "models/none is not found"), {}),
    }.get(mode)
