"""What the double is told to do, and what it was asked."""

from dataclasses import dataclass, field, fields
from typing import Any, Literal, get_args

Mode = Literal[
    "ok",
    "down",  # connections are refused
    "hang",  # takes the request and says nothing
    "stall",  # falls silent in the middle of the stream
    "cut",  # the connection breaks in the middle of the stream
    "unfinished",  # the stream ends whole, but without a finish reason
    "tool_call",  # ends on the call of a tool that nobody offered
    "garbage",  # words instead of the schema's JSON
    "unmetered",  # a whole reply that does not tell what it used
    "noise",  # a body that is no event stream at all
    "wrong_points",  # JSON that leaves a point out
    "false_quotes",  # quotes that stand nowhere in the answer
    "rate_limit",
    "overload",
    "server_error",
    "refusal",
    "length",
    "bad_key",
    "quota",
    "no_model",
]
MODES: tuple[str, ...] = get_args(Mode)


@dataclass
class State:
    """Everything but ``requests`` can be set by POST to the control address; ``served`` and the like only count."""

    mode: Mode = "ok"
    latency_s: float = 0.0  # before the first byte
    stream_s: float = 0.0  # from the first to the last byte of a stream
    chunk_chars: int = 60
    retry_after: str = "2"  # of rate_limit: seconds, or an HTTP date
    times: int | None = None  # the mode holds for so many requests, then it is ok
    verdicts: list[list[str]] = field(default_factory=list)  # one list per request, in turn
    follow_up: str = "그 방법이 실패하면 어떻게 되나요?"
    strict: bool = True
    key: str | None = None  # when set, any other key is refused
    requests: list[dict[str, Any]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)  # what a strict provider refused
    served: int = 0
    in_flight: int = 0
    most_in_flight: int = 0
    keep: int = 1000  # requests remembered

    def change(self, values: dict[str, Any]) -> None:
        """Raises ValueError for a name or a mode that there is not."""
        names = {item.name for item in fields(self)} - {"requests", "complaints", "served", "in_flight", "most_in_flight"}
        if unknown := set(values) - names:
            raise ValueError(f"unknown: {sorted(unknown)}; known: {sorted(names)}")
        if values.get("mode", "ok") not in MODES:
            raise ValueError(f"mode is one of {', '.join(MODES)}")
        for name, value in values.items():
            setattr(self, name, value)

    def mode_of_next(self) -> Mode:
        """The mode of the request at hand; counts ``times`` down."""
        if self.times is None:
            return self.mode
        if self.times <= 0:
            return "ok"
        self.times -= 1
        return self.mode

    def verdicts_of_next(self) -> list[str]:
        """The verdicts that the request at hand gets, or none: then the double decides."""
        return self.verdicts[self.served % len(self.verdicts)] if self.verdicts else []

    def shown(self) -> dict[str, Any]:
        return {item.name: getattr(self, item.name) for item in fields(self) if item.name != "requests"}
