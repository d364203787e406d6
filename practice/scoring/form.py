"""How an answer is made, apart from what it says: structure, concreteness and length. Nothing here touches the score."""

import re
from dataclasses import dataclass
from typing import Literal

from practice.bank.model import Lang, Question
from practice.scoring.form_cues import COMPARISON, EXPERIENCE, LIST_MARK, NAME, NUMBER, PARTS, TECHNICAL
from practice.scoring.form_words import PART_NAMES, advice
from practice.scoring.sentences import sentences
from practice.scoring.spans import Span

Fit = Literal["short", "fitting", "long"]

SYLLABLE = re.compile(r"[가-힣]")
SPOKEN_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|\d+(?:[.,]\d+)*")
# an unhurried interview: 300 syllables of Korean, 140 words of English a minute
SYLLABLES_A_SECOND = 5.0
WORDS_A_SECOND = 140 / 60
SHORT, LONG = 0.35, 1.25


@dataclass(frozen=True, slots=True)
class FormPart:
    """A part that such an answer is made of; ``name`` is for people, ``quote`` the sentence of the answer that shows it."""

    part: str
    name: str
    found: bool
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Concreteness:
    """How many different numbers and names the answer holds, and how many comparisons."""

    numbers: int
    names: int
    comparisons: int


@dataclass(frozen=True, slots=True)
class Length:
    """``spoken_s``: seconds to say it aloud; ``target_s`` and ``verdict`` are null where no time is set."""

    chars: int
    spoken_s: int
    target_s: int | None
    verdict: Fit | None


@dataclass(frozen=True, slots=True)
class Form:
    """``frame`` says which parts were looked for: those of an experience told, or of a technical argument."""

    frame: Literal["experience", "technical"]
    structure: tuple[FormPart, ...]
    concreteness: Concreteness
    length: Length
    advice: tuple[str, ...]


def form_of(text: str, question: Question, lang: Lang, timed: bool = True) -> Form:
    """The form of an answer (NFC); advice is in the language of the answer. ``timed``: the question's time is for this answer."""
    told = question.asks_for_experience
    parts = tuple(_part(name, sentences(text), lang) for name in (EXPERIENCE if told else TECHNICAL))
    concrete, length = concreteness(text), length_of(text, question.time_s if timed else None)
    missing = tuple(part.part for part in parts if not part.found)
    vague = concrete.numbers + concrete.names + concrete.comparisons == 0
    said = advice(missing, vague, length.verdict, lang)
    return Form("experience" if told else "technical", parts, concrete, length, said)


def concreteness(text: str) -> Concreteness:
    plain = LIST_MARK.sub("", text)
    numbers = {match[0].replace(" ", "") for match in NUMBER.finditer(plain)}
    names = {match[0].strip("`").lower() for match in NAME.finditer(plain)}
    return Concreteness(len(numbers), len(names), len(COMPARISON.findall(plain)))


def length_of(text: str, target_s: int | None) -> Length:
    spoken = round(len(SYLLABLE.findall(text)) / SYLLABLES_A_SECOND + len(SPOKEN_WORD.findall(text)) / WORDS_A_SECOND)
    chars = len("".join(text.split()))
    return Length(chars, spoken, target_s, _fit(spoken, target_s) if target_s else None)


def _fit(spoken_s: int, target_s: int) -> Fit:
    if spoken_s < SHORT * target_s:
        return "short"
    return "long" if spoken_s > LONG * target_s else "fitting"


def _part(name: str, parts: tuple[Span, ...], lang: Lang) -> FormPart:
    quote = next((span.text for span in parts if PARTS[name].search(span.text)), None)
    return FormPart(name, PART_NAMES[name][lang], quote is not None, quote)
