"""The YAML twin of a sheet: read strictly, written so that reading gives the same bank."""

import re
from typing import Any

import yaml

from practice.bank import twin_fields
from practice.bank.errors import BankFileInvalid, BankFileTooLarge
from practice.bank.fields import fields, identifier, items, one_of, refuse, string, text
from practice.bank.model import LANGS, Bank, Lang, Question, Section, Text
from practice.bank.nodes import Fields, Items, Node, parse
from practice.bank.reading import DEFAULT_LIMITS, Limits, Reading
from practice.bank.twin_data import bank_data

TOP = ("schema", "bank", "sections", "questions")
ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
# Line breaks and blanks that the block style of YAML would not give back as they were.
UNBLOCKABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]| \n|^\\s|\\s$")


def read_yaml(source: str | bytes, *, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """The bank in a YAML file, with the line of each question. Raises BankFileInvalid, BankFileTooLarge, BankFileTooDeep."""
    root = parse(_decoded(source, limits), limits)
    top = fields(root, "", TOP, ("schema", "bank", "questions"))
    if string(top["schema"], "schema") != "1":
        refuse(top["schema"], "schema", "schema", "must be 1, the only schema there is")
    head = fields(top["bank"], "bank", ("slug", "title", "license", "source", "lang"), ("slug", "title"))
    lang: Lang = "en" if "lang" in head and one_of(head["lang"], "bank.lang", LANGS) == "en" else "ko"
    questions = items(top["questions"], "questions", lambda node, path: twin_fields.question(node, path, lang))
    if len(questions) > limits.questions:
        many = f"more than {limits.questions} questions; split the bank"
        refuse(top["questions"], "questions", "too_many", many, limit=limits.questions)
    bank = Bank(
        slug=identifier(head["slug"], "bank.slug"),
        title=text(head["title"], "bank.title", lang),
        license=string(head["license"], "bank.license") if "license" in head else None,
        source=string(head["source"], "bank.source") if "source" in head else None,
        lang=lang,
        sections=_sections(top.get("sections"), questions, lang),
        questions=questions,
    )
    return Reading(bank, _lines(top["questions"], questions), names_lang="lang" in head)


def write_yaml(bank: Bank) -> str:
    """The bank as YAML; ``read_yaml`` gives the same bank back."""
    return yaml.dump(bank_data(bank), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


def _decoded(source: str | bytes, limits: Limits) -> str:
    raw = source if isinstance(source, bytes) else source.encode(errors="surrogatepass")
    if len(raw) > limits.size:
        raise BankFileTooLarge(f"the file has {len(raw)} bytes; {limits.size} are allowed")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BankFileInvalid("not UTF-8; save the file as UTF-8", line=line, rule="not_utf_8") from None


def _sections(node: Node | None, questions: tuple[Question, ...], lang: Lang) -> tuple[Section, ...]:
    if node is None:
        names = dict.fromkeys(question.section for question in questions)
        return tuple(Section(name, Text(**{lang: name})) for name in names)
    found = items(node, "sections", lambda item, path: twin_fields.section(item, path, lang))
    if len({section.id for section in found}) < len(found):
        refuse(node, "sections", "section_twice", "a section stands here twice; ids of sections are unique")
    return found


def _lines(node: Node, questions: tuple[Question, ...]) -> dict[str, int]:
    lines: dict[str, int] = {}
    assert isinstance(node, Items)
    for item, question in zip(node.nodes, questions, strict=True):
        if question.id in lines:
            at = item.named["id"] if isinstance(item, Fields) else item
            before = lines[question.id]
            said = f"the id `{question.id}` stands already in line {before}; ids are unique"
            refuse(at, "questions", "id_twice", said, name=question.id, before=before)
        lines[question.id] = item.line
    return lines


class _Dumper(yaml.SafeDumper):
    """Long texts as blocks, no aliases for values that happen to be the same object."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _represent_str(dumper: _Dumper, data: str) -> yaml.Node:
    if "\n" in data and not UNBLOCKABLE.search(data):
        return dumper.represent_scalar("tag:yaml.org,2002:str", data, style="|")
    # PyYAML writes a next-line sign as it is, and reads it as a line break.
    style = '"' if ODD.search(data) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_Dumper.add_representer(str, _represent_str)
