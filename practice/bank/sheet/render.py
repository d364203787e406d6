"""One question as Markdown, except for the fields that are kept exactly in a comment."""

import re
from collections.abc import Collection

from practice.bank.model import Extra, Lang, Question, Text, Texts
from practice.bank.sheet.exact import comment
from practice.bank.sheet.labels import LABELS, Kind
from practice.bank.twin_data import question_data

UNSAFE = re.compile(r"[^\w\s,?]|_")


def other(lang: Lang) -> Lang:
    return "en" if lang == "ko" else "ko"


def question_lines(question: Question, number: int, lang: Lang, exactly: Collection[str]) -> list[str]:
    """The lines of a question; ``exactly`` names the fields that Markdown would not give back."""
    lines = _head(question, number, lang, exactly)
    lines.append(f"<!-- {_metadata(question, exactly)} -->")
    if exactly:
        data = question_data(question)
        lines.append(comment({name: data.get(name) for name in sorted(exactly)}))
    for each in (lang, other(lang)):
        for label, body in _blocks(question, each, exactly, main=each == lang):
            lines += _details(label if each == lang else f"{label} ({each})", body)
    return [*lines, ""]


def _head(question: Question, number: int, lang: Lang, exactly: Collection[str]) -> list[str]:
    text = question.text.get(lang)
    lines = [safe(text)] if "text" in exactly else text.split("\n")
    stars = "" if "difficulty" in exactly else " " + "⭐" * (question.difficulty or 0)
    return [f"{number}. {lines[0]}{stars}".rstrip(), *(f"   {line}" for line in lines[1:])]


def safe(text: str) -> str:
    """A line that reads like the text and means nothing to Markdown."""
    return " ".join(UNSAFE.sub(" ", text).split())[:200] or "?"


def _metadata(question: Question, exactly: Collection[str]) -> str:
    said = {
        "tags": ", ".join(question.tags),
        "axes": ", ".join(question.axes),
    }
    pairs = [f"id: {question.id}"] + [f"{name}: {value}" for name, value in said.items() if value and name not in exactly]
    if question.time_s is not None and "time_s" not in exactly:
        pairs.append(f"time: {question.time_s}")
    return "; ".join(pairs)


def _blocks(question: Question, lang: Lang, exactly: Collection[str], *, main: bool) -> list[tuple[str, str]]:
    """Labels and bodies of the blocks in one language, in reading order. The text in the main language stands in the line."""
    bodies: dict[Kind, str | None] = {
        "text": None if main else _said(question.text, lang),
        "one_minute": _said(question.one_minute, lang),
        "hints": _bullets(question.hints, lang),
        "answer": _said(question.answer, lang),
        "rubric": _rubric(question, lang),
        "followups": _followups(question, lang),
    }
    found = [(LABELS[kind][lang], body) for kind, body in bodies.items() if body is not None and kind not in exactly]
    return found + ([] if "extras" in exactly else _extras(question.extras, lang))


def _said(text: Text, lang: Lang) -> str | None:
    return text.ko if lang == "ko" else text.en


def _heard(texts: Texts, lang: Lang) -> tuple[str, ...]:
    return texts.ko if lang == "ko" else texts.en


def _bullets(texts: Texts, lang: Lang) -> str | None:
    return "\n".join(_item("-", hint) for hint in _heard(texts, lang)) or None


def _item(mark: str, text: str, said: str = "") -> str:
    first, *more = text.split("\n")
    return "\n".join([f"{mark} {first}{said}", *(f"  {line}" for line in more)])


def _rubric(question: Question, lang: Lang) -> str | None:
    items = []
    for point in question.rubric:
        claim, hints = _said(point.text, lang), _heard(point.hints, lang)
        if claim is not None or hints:
            axes = f"; axes: {', '.join(point.axes)}" if point.axes else ""
            items.append(_item(f"- [{point.weight}]", claim or "", f" <!-- id: {point.id}{axes} -->"))
            items += [f"  - {hint}" for hint in hints]
    return "\n".join(items) or None


def _followups(question: Question, lang: Lang) -> str | None:
    items = []
    for followup in question.followups:
        asked = _said(followup.text, lang)
        aim = "" if followup.aims_at is None else f"; for: {followup.aims_at}"
        if asked is not None:
            items.append(_item("-", asked, f" <!-- id: {followup.id}{aim} -->"))
            answer = _said(followup.answer, lang)
            items += [f"  > {line}".rstrip() for line in answer.split("\n")] if answer else []
    return "\n".join(items) or None


def _extras(extras: tuple[Extra, ...], lang: Lang) -> list[tuple[str, str]]:
    found = [(extra.label, _said(extra.text, lang)) for extra in extras]
    return [(label, body) for label, body in found if body is not None]


def _details(label: str, body: str) -> list[str]:
    return ["", "<details>", f"<summary>{label}</summary>", "", *body.split("\n"), "</details>"]
