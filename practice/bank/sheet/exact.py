"""What Markdown would not give back letter by letter, kept as JSON in a comment: ``<!-- exact: {...} -->``."""

import json
import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from practice.bank.errors import BankFileInvalid
from practice.bank.fields import identifier, items, one_of, string, text
from practice.bank.model import LANGS, Lang
from practice.bank.nodes import Fields, Items, Node, Scalar
from practice.bank.reading import Warning
from practice.bank.twin_fields import Read, question_readers, section

JAMO = re.compile("[\u1100-\u11ff]")


def comment(data: Mapping[str, object]) -> str:
    """One line; no ``--`` ends the comment early, no Hangul is composed in reading."""
    said = json.dumps(data, ensure_ascii=False).replace("--", "\\u002d\\u002d")
    return "<!-- exact: " + JAMO.sub(_escaped, said) + " -->"


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"


def question_fields(data: Mapping[str, object], lang: Lang, line: int, warnings: list[Warning]) -> dict[str, Any]:
    return _read(data, question_readers(lang), line, warnings)


def bank_fields(data: Mapping[str, object], lang: Lang, line: int, warnings: list[Warning]) -> dict[str, Any]:
    readers: dict[str, Read] = {
        "slug": identifier,
        "title": partial(text, lang=lang),
        "license": string,
        "source": string,
        "lang": partial(one_of, known=LANGS),
        "sections": partial(items, read=partial(section, lang=lang)),
    }
    return _read(data, readers, line, warnings)


def _read(data: Mapping[str, object], readers: Mapping[str, Read], line: int, warnings: list[Warning]) -> dict[str, Any]:
    """The fields as they were; null stands for a field that is not there."""
    found: dict[str, Any] = {}
    for name, value in data.items():
        try:
            if name not in readers:
                raise BankFileInvalid("unknown field; take it out", line=line, path=name)
            found[name] = None if value is None else readers[name](_node(value, line), name)
        except (BankFileInvalid, RecursionError) as error:
            warnings.append(Warning(line, f"the exact comment does not fit: {error}", "exact"))
    return found


def _node(value: object, line: int) -> Node:
    if isinstance(value, dict):
        return Fields(line, {str(name): _node(inner, line) for name, inner in value.items()})
    if isinstance(value, list):
        return Items(line, [_node(inner, line) for inner in value])
    return Scalar(line, "", plain=True) if value is None else Scalar(line, str(value))
