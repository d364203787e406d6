"""The question model that both sheet formats read into."""

from dataclasses import dataclass, field
from typing import Literal

Lang = Literal["ko", "en"]
LANGS: tuple[Lang, ...] = ("ko", "en")

AXES = ("experience", "depth", "architecture", "problem-solving", "collaboration", "ai")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in up to two languages."""

    ko: str | None = None
    en: str | None = None

    def get(self, lang: Lang) -> str:
        """The text in that language, else in the other one, else empty."""
        first, second = (self.ko, self.en) if lang == "ko" else (self.en, self.ko)
        return first or second or ""

    @property
    def has_words(self) -> bool:
        """Whether there is more than blanks in it."""
        return any((said or "").strip() for said in (self.ko, self.en))

    def __bool__(self) -> bool:
        return bool(self.ko or self.en)


@dataclass(frozen=True, slots=True)
class Texts:
    """A list of short texts for each language (hints)."""

    ko: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def get(self, lang: Lang) -> tuple[str, ...]:
        """The list in that language, else in the other one."""
        first, second = (self.ko, self.en) if lang == "ko" else (self.en, self.ko)
        return first or second

    def __bool__(self) -> bool:
        return bool(self.ko or self.en)


@dataclass(frozen=True, slots=True)
class RubricPoint:
    """One claim an answer should make; a negative weight marks a misconception that it should not.

    ``axes`` are those of its question's that the point speaks for; empty: it speaks for all of them.
    """

    id: str
    weight: int
    text: Text
    hints: Texts = Texts()
    axes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question to go on with.

    ``aims_at`` is the id of the rubric point that it probes (``for`` in YAML), ``answer`` its own model answer.
    """

    id: str
    text: Text
    aims_at: str | None = None
    answer: Text = Text()


@dataclass(frozen=True, slots=True)
class Extra:
    """A block of the sheet with a label that means nothing to us: kept, never dropped."""

    label: str
    text: Text


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Only ``id``, ``section`` and ``text`` are always there."""

    id: str
    section: str
    text: Text
    axes: tuple[str, ...] = ()
    difficulty: int | None = None
    time_s: int | None = None
    tags: tuple[str, ...] = ()
    subsection: str | None = None
    answer: Text = Text()
    rubric: tuple[RubricPoint, ...] = ()
    followups: tuple[FollowUp, ...] = ()
    hints: Texts = Texts()
    one_minute: Text = Text()
    extras: tuple[Extra, ...] = ()

    @property
    def asks_for_experience(self) -> bool:
        """Whether it wants what one has lived through: a story, told in words of its own."""
        return "experience" in self.axes

    @property
    def can_be_scored(self) -> bool:
        """Whether there is something to hold an answer against: a model answer, or a point worth making."""
        return bool(self.answer) or any(point.weight > 0 for point in self.rubric)


@dataclass(frozen=True, slots=True)
class Section:
    """A section's id and its title; in a sheet the heading is both."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Bank:
    """A named set of questions, in reading order."""

    slug: str
    title: Text
    license: str | None = None
    source: str | None = None
    lang: Lang = "ko"
    sections: tuple[Section, ...] = ()
    questions: tuple[Question, ...] = field(default=())
