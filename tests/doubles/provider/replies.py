"""A reply in pieces, in the frames of each wire."""

from collections.abc import Iterator
from typing import Any

from tests.doubles.provider.state import Mode

PROMPT_TOKENS, REPLY_TOKENS = 700, 150


OPENAI_FINISH = {"length": "length", "refusal": "content_filter", "tool_call": "tool_calls"}
GEMINI_FINISH = {"length": "MAX_TOKENS", "refusal": "SAFETY", "tool_call": "UNEXPECTED_TOOL_CALL"}


def openai_frame(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
    return {"id": "chatcmpl-double", "object": "chat.completion.chunk", "created": 1, "model": "double-1", "choices": [choice]}


def openai_usage() -> dict[str, Any]:
    counts = {
        "prompt_tokens": PROMPT_TOKENS,
        "completion_tokens": REPLY_TOKENS,
        "total_tokens": PROMPT_TOKENS + REPLY_TOKENS,
    }
    return {**openai_frame({}), "choices": [], "usage": counts}


def openai_end(mode: Mode) -> list[dict[str, Any] | str]:
    """The frames after the last word."""
    if mode == "unfinished":
        return []
    finish = OPENAI_FINISH.get(mode, "stop")
    told = [] if mode == "unmetered" else [openai_usage()]
    return [openai_frame({}, finish), *told, "[DONE]"]


def openai_whole(text: str, mode: Mode) -> dict[str, Any]:
    """The reply when no stream was asked for."""
    finish = OPENAI_FINISH.get(mode, "stop")
    message = {"role": "assistant", "content": text, "refusal": None}
    usage = openai_usage()["usage"]
    choice = {"index": 0, "message": message, "finish_reason": finish, "logprobs": None}
    return {
        "id": "chatcmpl-double",
        "object": "chat.completion",
        "created": 1,
        "model": "double-1",
        "choices": [choice],
        "usage": usage,
    }


def gemini_frame(text: str | None, finish: str | None = None) -> dict[str, Any]:
    candidate: dict[str, Any] = {"index": 0, "content": {"role": "model", "parts": [{"text": text}] if text else []}}
    if finish:
        candidate["finishReason"] = finish
    counts = {
        "promptTokenCount": PROMPT_TOKENS,
        "candidatesTokenCount": REPLY_TOKENS,
        "totalTokenCount": PROMPT_TOKENS + REPLY_TOKENS,
    }
    return {"candidates": [candidate], "usageMetadata": counts, "modelVersion": "double-1", "responseId": "double"}


def gemini_end(mode: Mode) -> list[dict[str, Any] | str]:
    if mode == "unfinished":
        return []
    return [gemini_frame(None, GEMINI_FINISH.get(mode, "STOP"))]


def pieces(text: str, size: int) -> Iterator[str]:
    for at in range(0, len(text), size):
        yield text[at : at + size]
