"""What a provider of judgements is, whoever stands behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Prompt:
    """Instructions of ours and data of somebody else's, kept apart; ``schema`` is the reply's JSON schema."""

    instructions: str
    data: str
    schema: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call, as the provider counted them; of one that ended before it told, by the length of the texts."""

    tokens_in: int = 0
    tokens_out: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(self.tokens_in + other.tokens_in, self.tokens_out + other.tokens_out)


@dataclass(frozen=True, slots=True)
class Completion:
    """The whole text of a reply."""

    text: str
    usage: Usage


OnText = Callable[[str], None]


class ScoreProvider(Protocol):
    """One model at one address. Bound to the event loop it is first used on."""

    @property
    def name(self) -> str:
        """Which wire: ``openai``, ``gemini`` or ``vertex``; a score's ``scorer``."""
        ...

    @property
    def model(self) -> str: ...

    async def complete(self, prompt: Prompt, on_text: OnText) -> Completion:
        """One call, never repeated here; ``on_text`` hears all of the text so far, again and again.

        Raises ProviderFailed.
        """
        ...

    async def close(self) -> None: ...
