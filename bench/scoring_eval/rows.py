"""One graded answer, whatever it was read from."""

import re
from dataclasses import dataclass

from practice.bank.model import Lang, Question, Text

HANGUL = re.compile(r"[가-힣]")


@dataclass(frozen=True, slots=True)
class Graded:
    """An answer and what a person gave it, 0..1; ``references`` are alternatives, each enough by itself."""

    question_id: str
    question: str
    references: tuple[str, ...]
    answer: str
    score: float

    @property
    def lang(self) -> Lang:
        return "ko" if HANGUL.search(self.answer + self.question) else "en"

    def asked(self) -> list[Question]:
        """A question of the bank's kind for each reference."""
        ko = self.lang == "ko"
        return [
            Question(self.question_id, "eval", _text(self.question, ko), answer=_text(reference, ko))
            for reference in self.references
        ]


def _text(words: str, korean: bool) -> Text:
    return Text(ko=words) if korean else Text(en=words)
