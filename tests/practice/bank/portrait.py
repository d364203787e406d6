"""A reading in few words, as it is written down beside each fixture."""

from typing import Any

from practice.bank.model import Question
from practice.bank.reading import Reading
from practice.bank.twin_data import question_data, section_data, text_data


def portrait(reading: Reading) -> dict[str, Any]:
    """Everything that was read; ids only where the sheet gave them, languages only where there are two."""
    bank = reading.bank
    return {
        "bank": {"slug": bank.slug, "title": _flat(text_data(bank.title)), "lang": bank.lang},
        "sections": [_flat(section_data(section)["title"]) for section in bank.sections],
        "questions": [_question(question, reading) for question in bank.questions],
        "warnings": [f"{warning.line} {warning.code}" for warning in reading.warnings],
    }


def _question(question: Question, reading: Reading) -> dict[str, Any]:
    data = question_data(question)
    if question.id in reading.derived_ids:
        del data["id"]
    data["rubric"] = [_point(point) for point in data.get("rubric", [])]
    data["followups"] = [_followup(followup) for followup in data.get("followups", [])]
    data["extras"] = [{"label": extra["label"], "text": _flat(extra["text"])} for extra in data.get("extras", [])]
    lined = {"line": reading.lines[question.id], **data}
    return {name: _flat(value) for name, value in lined.items() if value != []}


def _point(point: dict[str, Any]) -> str:
    hints = _flat(point.get("hints", []))
    axes = f" <{', '.join(point['axes'])}>" if "axes" in point else ""
    return f"[{point['weight']}] {_flat(point['text'])}" + (f" ({', '.join(hints)})" if hints else "") + axes


def _followup(followup: dict[str, Any]) -> Any:
    answer = {"answer": _flat(followup["answer"])} if "answer" in followup else {}
    return {"text": _flat(followup["text"]), **answer} if answer else _flat(followup["text"])


def _flat(value: Any) -> Any:
    if isinstance(value, dict) and len(value) == 1:
        return next(iter(value.values()))
    return value
