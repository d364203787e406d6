"""From the fields of the YAML twin to the bank's parts."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from practice.bank.fields import T, fields, identifier, integer, items, one_of, refuse, string, text, texts
from practice.bank.model import AXES, Extra, FollowUp, Lang, Question, RubricPoint, Section, Texts
from practice.bank.nodes import Fields, Items, Node

HIGHEST_WEIGHT = 100
LONGEST_S = 24 * 3600

Worded = TypeVar("Worded", Question, RubricPoint, FollowUp)
Read = Callable[[Node, str], Any]


def section(node: Node, path: str, lang: Lang) -> Section:
    found = fields(node, path, ("id", "title"), ("id",))
    name = string(found["id"], f"{path}.id")
    title = text(found["title"], f"{path}.title", lang) if "title" in found else text(found["id"], path, lang)
    return Section(name, title)


def question_readers(lang: Lang) -> dict[str, Read]:
    """How each field of a question is read; also read one by one from a sheet's exact comment."""
    return {
        "id": identifier,
        "section": string,
        "subsection": string,
        "axes": _axes,
        "difficulty": partial(integer, lowest=1, highest=5),
        "time_s": partial(integer, lowest=1, highest=LONGEST_S),
        "tags": partial(items, read=string),
        "text": partial(text, lang=lang),
        "one_minute": partial(text, lang=lang),
        "hints": partial(texts, lang=lang),
        "answer": partial(text, lang=lang),
        "rubric": partial(_distinct, read=partial(_point, lang=lang)),
        "followups": partial(_distinct, read=partial(_followup, lang=lang)),
        "extras": partial(items, read=partial(_extra, lang=lang)),
    }


def question(node: Node, path: str, lang: Lang) -> Question:
    readers = question_readers(lang)
    found = fields(node, path, tuple(readers), ("id", "section", "text"))
    read = Question(**{name: readers[name](value, f"{path}.{name}") for name, value in found.items()})
    if "rubric" in found:
        _refuse_axes_from_elsewhere(read, found["rubric"], f"{path}.rubric")
    return _worded(read, found["text"], path)


def _axes(node: Node, path: str) -> tuple[str, ...]:
    return items(node, path, partial(one_of, known=AXES))


def _refuse_axes_from_elsewhere(read: Question, rubric: Node, path: str) -> None:
    """An axis that the question does not have is no mistake that may pass: the point would count nowhere that it was meant to."""
    assert isinstance(rubric, Items)
    for index, (point, node) in enumerate(zip(read.rubric, rubric.nodes, strict=True)):
        strange = next((axis for axis in point.axes if axis not in read.axes), None)
        if strange and isinstance(node, Fields):
            said = f"`{strange}` is no axis of the question; add it to the question's `axes`, or take it out here"
            refuse(node.named["axes"], f"{path}[{index}].axes", "axis_not_of_question", said, name=strange)


def _point(node: Node, path: str, lang: Lang) -> RubricPoint:
    found = fields(node, path, ("id", "weight", "axes", "text", "hints"), ("id", "weight", "text"))
    weight = integer(found["weight"], f"{path}.weight", -HIGHEST_WEIGHT, HIGHEST_WEIGHT)
    if weight == 0:
        must = "must not be 0; a positive weight earns, a negative one marks a misconception"
        refuse(found["weight"], f"{path}.weight", "weight_zero", must)
    claim = text(found["text"], f"{path}.text", lang)
    hints = texts(found["hints"], f"{path}.hints", lang) if "hints" in found else Texts()
    axes = _axes(found["axes"], f"{path}.axes") if "axes" in found else ()
    return _worded(RubricPoint(identifier(found["id"], f"{path}.id"), weight, claim, hints, axes), found["text"], path)


def _followup(node: Node, path: str, lang: Lang) -> FollowUp:
    found = fields(node, path, ("id", "for", "text", "answer"), ("id", "text"))
    aim = identifier(found["for"], f"{path}.for") if "for" in found else None
    answer = {"answer": text(found["answer"], f"{path}.answer", lang)} if "answer" in found else {}
    asked = FollowUp(identifier(found["id"], f"{path}.id"), text(found["text"], f"{path}.text", lang), aim, **answer)
    return _worded(asked, found["text"], path)


def _extra(node: Node, path: str, lang: Lang) -> Extra:
    found = fields(node, path, ("label", "text"), ("label", "text"))
    return Extra(string(found["label"], f"{path}.label"), text(found["text"], f"{path}.text", lang))


def _worded(read: Worded, node: Node, path: str) -> Worded:
    """A point without words would be missed by every answer."""
    if not read.text.has_words:
        refuse(node, f"{path}.text", "no_words", "it has no words; write them")
    return read


def _distinct(node: Node, path: str, read: Callable[[Node, str], T]) -> tuple[T, ...]:
    found = items(node, path, read)
    seen: set[str] = set()
    for index, item in enumerate(found):
        name = str(getattr(item, "id", ""))
        if name in seen:
            said = f"`{name}` stands here twice; ids are unique within a question"
            refuse(node, f"{path}[{index}].id", "id_twice_here", said, name=name)
        seen.add(name)
    return found
