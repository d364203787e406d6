"""From the bank's parts to the plain fields of the YAML twin; whatever is at its default is left out."""

from typing import Any

from practice.bank.model import Bank, Extra, FollowUp, Question, RubricPoint, Section, Text, Texts

Data = dict[str, Any]


def text_data(value: Text) -> Data:
    return {lang: said for lang, said in (("ko", value.ko), ("en", value.en)) if said is not None}


def texts_data(value: Texts) -> Data:
    return {lang: list(said) for lang, said in (("ko", value.ko), ("en", value.en)) if said}


def question_data(question: Question) -> Data:
    """All fields by name, in the order in which they are written; empty ones left out."""
    every: Data = {
        "id": question.id,
        "section": question.section,
        "subsection": question.subsection,
        "axes": list(question.axes),
        "difficulty": question.difficulty,
        "time_s": question.time_s,
        "tags": list(question.tags),
        "text": text_data(question.text),
        "one_minute": text_data(question.one_minute),
        "hints": texts_data(question.hints),
        "answer": text_data(question.answer),
        "rubric": [_point_data(point) for point in question.rubric],
        "followups": [_followup_data(followup) for followup in question.followups],
        "extras": [_extra_data(extra) for extra in question.extras],
    }
    kept = ("id", "section", "text")
    return {name: value for name, value in every.items() if name in kept or value not in (None, [], {})}


def bank_data(bank: Bank) -> Data:
    head = {"slug": bank.slug, "title": text_data(bank.title), "license": bank.license, "source": bank.source, "lang": bank.lang}
    return {
        "schema": 1,
        "bank": head,
        "sections": [section_data(section) for section in bank.sections],
        "questions": [question_data(question) for question in bank.questions],
    }


def section_data(section: Section) -> Data:
    return {"id": section.id, "title": text_data(section.title)}


def _point_data(point: RubricPoint) -> Data:
    axes = {"axes": list(point.axes)} if point.axes else {}
    data: Data = {"id": point.id, "weight": point.weight, **axes, "text": text_data(point.text)}
    return data | ({"hints": texts_data(point.hints)} if point.hints else {})


def _followup_data(followup: FollowUp) -> Data:
    aim = {} if followup.aims_at is None else {"for": followup.aims_at}
    answer = {"answer": text_data(followup.answer)} if followup.answer != Text() else {}
    return {"id": followup.id, **aim, "text": text_data(followup.text), **answer}


def _extra_data(extra: Extra) -> Data:
    return {"label": extra.label, "text": text_data(extra.text)}
