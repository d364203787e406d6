"""From a bank to a sheet. What a trial reading does not give back is written exactly, in a comment beside it."""

import json
import re
from collections.abc import Mapping
from dataclasses import fields

from practice.bank.model import Bank, Lang, Question, Section, Text
from practice.bank.reading import Limits, Reading
from practice.bank.sheet.exact import comment
from practice.bank.sheet.marks import question_mark
from practice.bank.sheet.reader import read_sheet
from practice.bank.sheet.render import other, question_lines, safe
from practice.bank.twin_data import section_data, text_data

NO_LIMITS = Limits(size=1 << 40, questions=1 << 40, nesting=1 << 40)
QUESTION_FIELDS = tuple(field.name for field in fields(Question) if field.name != "id")
BANK_FIELDS = ("slug", "title", "license", "source", "lang", "sections")
PLAIN_VALUE = set("\"'#")
WILD = re.compile(r"[<>`~]|^\W*\d")
PROBE = "---\nbank: probe\nlang: {lang}\n---\n## s\n\n{question}\n## t\n\n1. sentinel\n<!-- id: sentinel -->\n"

Exactly = dict[str, set[str]]


def write_sheet(bank: Bank, lang: Lang) -> str:
    """The bank as a sheet whose main language is ``lang``; ``read_sheet`` gives the same bank back."""
    exactly = {question.id: _unlike(question, lang) for question in bank.questions}
    whole: set[str] = set()
    for _ in range(3):
        text = _rendered(bank, lang, exactly, whole)
        if _is_settled(bank, read_sheet(text, slug_hint="bank", limits=NO_LIMITS), exactly, whole):
            return text
    return _rendered(bank, lang, {question.id: set(QUESTION_FIELDS) for question in bank.questions}, set(BANK_FIELDS))


def _unlike(question: Question, lang: Lang) -> set[str]:
    """The fields that a trial reading of this question alone gets wrong."""
    exactly: set[str] = set()
    for _ in range(3):
        lines = "\n".join(question_lines(question, 1, lang, exactly))
        reading = read_sheet(PROBE.format(lang=lang, question=lines), slug_hint="probe", limits=NO_LIMITS)
        read = {found.id: found for found in reading.bank.questions}
        if list(read) != [question.id, "sentinel"] or read["sentinel"].answer or reading.bank.sections[-1].id != "t":
            return set(QUESTION_FIELDS)
        unlike = _differing(question, read[question.id]) - {"section", "subsection"}
        if not unlike:
            return exactly
        exactly |= unlike
    return set(QUESTION_FIELDS)


def _differing(one: Question, two: Question) -> set[str]:
    return {name for name in QUESTION_FIELDS if getattr(one, name) != getattr(two, name)}


def _is_settled(bank: Bank, reading: Reading, exactly: Exactly, whole: set[str]) -> bool:
    """Whether the reading is the bank; adds what is not to ``exactly`` and ``whole``."""
    if reading.bank == bank:
        return True
    read = {question.id: question for question in reading.bank.questions}
    for question in bank.questions:
        exactly[question.id] |= _differing(question, read[question.id]) if question.id in read else set(QUESTION_FIELDS)
    whole |= {name for name in BANK_FIELDS if getattr(bank, name) != getattr(reading.bank, name)}
    return False


def _rendered(bank: Bank, lang: Lang, exactly: Exactly, whole: set[str]) -> str:
    lines = _front(bank, lang, whole) + _heading(bank, lang) + _exact_head(bank, whole)
    unseen = list(bank.sections)
    known = {section.id: section for section in bank.sections}
    place: tuple[str, str | None] | None = None
    number = 0
    for question in bank.questions:
        here = (question.section, question.subsection)
        if here != place:
            started = place is not None and place[0] == here[0] and here[1] is not None
            number = number if started else 0
            lines += [] if started else _sections(question.section, unseen, known, lang)
            lines += [] if here[1] is None else [f"### {_tame(here[1]) or '-'}", ""]
            place = here
        number = number % 999 + 1
        lines += question_lines(question, number, lang, exactly[question.id])
    for section in unseen:
        lines += _section(section, lang)
    return "\n".join(lines).rstrip("\n") + "\n"


def _sections(name: str, unseen: list[Section], known: Mapping[str, Section], lang: Lang) -> list[str]:
    """The heading of the section ``name``, behind those of empty sections that come before it."""
    lines: list[str] = []
    while any(section.id == name for section in unseen):
        section = unseen.pop(0)
        if section.id == name:
            break
        lines += _section(section, lang)
    return lines + _section(known.get(name, Section(name, Text(**{lang: name}))), lang)


def _section(section: Section, lang: Lang) -> list[str]:
    title = _tame(section.title.get(lang)) or "-"
    second = text_data(section.title).get(other(lang))
    said = [f"id: {section.id}"] if section.id != title else []
    said += [f"{other(lang)}: {second}"] if second is not None else []
    return [f"## {title}", *([f"<!-- {_line('; '.join(said))} -->"] if said else []), ""]


def _front(bank: Bank, lang: Lang, whole: set[str]) -> list[str]:
    second = text_data(bank.title).get(other(lang))
    said = {
        "bank": bank.slug,
        "title": text_data(bank.title).get(lang),
        f"title-{other(lang)}": second,
        "license": bank.license,
        "source": bank.source,
    }
    kept = {name: value for name, value in said.items() if value and name.split("-")[0] not in whole}
    pairs = [f"{name}: {_value(value)}" for name, value in kept.items()]
    return ["---", *pairs, f"lang: {lang}", "---"]


def _value(value: str) -> str:
    if value != value.strip() or value[0] in PLAIN_VALUE or "\n" in value:
        return json.dumps(value, ensure_ascii=False)
    return value


def _heading(bank: Bank, lang: Lang) -> list[str]:
    title = _tame(bank.title.get(lang))
    return [f"# {title}", ""] if title else [""]


def _exact_head(bank: Bank, whole: set[str]) -> list[str]:
    if not whole:
        return []
    every = {
        "slug": bank.slug,
        "title": text_data(bank.title),
        "license": bank.license,
        "source": bank.source,
        "lang": bank.lang,
        "sections": [section_data(section) for section in bank.sections],
    }
    return [comment({name: value for name, value in every.items() if name in whole}), ""]


def _tame(text: str) -> str:
    """A heading's text that can be nothing but a heading."""
    line = _line(text)
    return safe(line) if WILD.search(line) or question_mark(f"## {line}") else line


def _line(text: str) -> str:
    """Text that has to fit one line of structure; what it loses is kept exactly."""
    return " ".join(text.replace("-->", "- ->").split())
