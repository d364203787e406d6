"""Which wire a request speaks, and what it asks."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.doubles.provider import replies
from tests.doubles.provider.judging import Asked, Improper
from tests.doubles.provider.state import Mode
from tests.doubles.provider.wire import Request

GEMINI = re.compile(r"/v1(?:beta)?1?/(?:(?:projects/[^/]+/locations/[^/]+/)?publishers/google/)?models/[^/:]+:(\w+)$")


@dataclass(frozen=True)
class Wire:
    """How one provider's replies look."""

    name: str
    streams: bool
    frame: Callable[[str], dict[str, Any]]
    end: Callable[[Mode], list[dict[str, Any] | str]]
    whole: Callable[[str, Mode], dict[str, Any]]


def wire_of(request: Request) -> Wire | None:
    """The wire by path: OpenAI's chat completions, Gemini by key or on Vertex AI. Other paths are nobody's."""
    if request.method != "POST" or not isinstance(request.body, dict):
        return None
    if request.path.endswith("/chat/completions"):
        streams = bool(request.body.get("stream"))
        return Wire("openai", streams, _openai_words, replies.openai_end, replies.openai_whole)
    found = GEMINI.search(request.path)
    if found and found[1] in ("generateContent", "streamGenerateContent"):
        streams = found[1] == "streamGenerateContent"
        if streams and request.query.get("alt") != ["sse"]:
            return None
        return Wire("gemini", streams, replies.gemini_frame, replies.gemini_end, _gemini_whole)
    return None


def _openai_words(text: str) -> dict[str, Any]:
    return replies.openai_frame({"role": "assistant", "content": text})


def _gemini_whole(text: str, mode: Mode) -> dict[str, Any]:
    return replies.gemini_frame(text, replies.GEMINI_FINISH.get(mode, "STOP"))


def key_of(request: Request) -> str:
    """The key, wherever the wire carries it."""
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
    return bearer or request.headers.get("x-goog-api-key", "") or request.query.get("key", [""])[0]


def asked_of(request: Request, wire: Wire) -> Asked:
    """The request taken apart; raises Improper when it is not one of the wire's."""
    try:
        return _openai(request.body) if wire.name == "openai" else _gemini(request.body)
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise Improper(f"not a request of this wire: {type(error).__name__}: {error}") from None


def _openai(body: dict[str, Any]) -> Asked:
    if not body["model"] or (body.get("stream") and not body["stream_options"]["include_usage"]):
        raise Improper("a model is needed, and a stream must ask for its usage")
    said: dict[str, list[str]] = {"system": [], "user": []}
    for message in body["messages"]:
        role = "system" if message["role"] == "developer" else message["role"]
        if role not in said:
            raise Improper(f"a message of the role {role}")
        said[role].append(_words(message["content"]))
    if len(said["user"]) != 1 or not said["system"]:
        raise Improper("one user message and instructions are needed")
    form = body.get("response_format") or {}
    schema = form["json_schema"]["schema"] if form.get("type") == "json_schema" else None
    return Asked("\n".join(said["system"]), said["user"][0], schema)


def _words(content: Any) -> str:
    return content if isinstance(content, str) else "".join(part["text"] for part in content)


def _gemini(body: dict[str, Any]) -> Asked:
    (content,) = body["contents"]
    if content["role"] != "user":
        raise Improper("the only content must be the user's")
    instructions = _words(body["systemInstruction"]["parts"])
    config = body.get("generationConfig") or {}
    schema = config.get("responseJsonSchema") or config.get("responseSchema")
    return Asked(instructions, _words(content["parts"]), schema)
