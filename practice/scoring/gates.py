"""What is looked at before any point: answers that no rubric should judge."""

import re
from collections.abc import Iterator

from practice.bank.model import Lang, Question
from practice.scoring.aim import held_against
from practice.scoring.dont_know import says_dont_know
from practice.scoring.gibberish import is_gibberish
from practice.scoring.terms import terms

EMPTY, TOO_SHORT, DONT_KNOW, GIBBERISH = "empty", "too_short", "dont_know", "gibberish"
OFF_TOPIC, COPIED, PASTED, FORM_ONLY = "off_topic", "copied_question", "pasted_model_answer", "form_only"
# Those of the bare text, which stand before every scorer.
ANYBODYS = frozenset((EMPTY, TOO_SHORT, DONT_KNOW, GIBBERISH, COPIED))

LETTER = re.compile(r"[A-Za-z가-힣ㄱ-ㅎㅏ-ㅣ0-9]")
FEWEST_LETTERS = 4
GRAM = 4


def before_points(text: str, question: Question, lang: Lang, followup: str | None = None) -> str | None:
    """The gate that the bare text meets, or None; needs no vectors. ``followup``: what was asked in the question's place."""
    if not LETTER.search(text):
        return EMPTY
    asked = f"{question.text.get(lang)}\n{followup or ''}"
    held = held_against(question, followup).asked
    if says_dont_know(text, stems(asked), lambda: stems("\n".join([*_matter(question, lang), *_matter(held, lang)]))):
        return DONT_KNOW
    if is_gibberish(text):
        return GIBBERISH
    if len(LETTER.findall(text)) < FEWEST_LETTERS or not terms(text):
        return TOO_SHORT
    all_asked = (question.text.ko, question.text.en, question.one_minute.get(lang), followup)
    if any(copies(text, asked) for asked in all_asked if asked):
        return COPIED
    return None


def stems(text: str) -> frozenset[str]:
    return frozenset(term.stem for term in terms(text))


def _matter(question: Question, lang: Lang) -> Iterator[str]:
    """What the rubric asks for and the model answer says, in the language of the answer."""
    for point in question.rubric:
        yield point.text.get(lang)
        yield from point.hints.get(lang)
    yield question.answer.get(lang)


def copies(text: str, asked: str) -> bool:
    """The text says the question again: nearly all of its letter runs stand there, and it is about as long."""
    own, given = grams(text), grams(asked)
    return bool(own) and len(own & given) * 100 >= 85 * len(own) and len(own) * 100 >= 30 * len(given)


def pasted(text: str, question: Question) -> bool:
    """The model answer as it stands: most of the text is in it, and most of it in the text."""
    own = grams(text)
    models = (grams(model) for model in (question.answer.ko, question.answer.en) if model)
    return any(
        len(own & model) * 100 >= 80 * len(own) and len(own & model) * 100 >= 60 * len(model) and len(model) >= 100
        for model in models
    )


def grams(text: str) -> frozenset[str]:
    """Runs of four letters, without case and space."""
    letters = "".join(LETTER.findall(text.lower()))
    return frozenset(letters[at : at + GRAM] for at in range(max(1, len(letters) - GRAM + 1)))
