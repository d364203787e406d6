"""From the text of a sheet to a bank."""

import re
from dataclasses import dataclass, replace

from practice.bank.fields import ID
from practice.bank.model import Bank, Lang, Question, Text
from practice.bank.reading import DEFAULT_LIMITS, Limits, Reading, Warning
from practice.bank.sheet import exact
from practice.bank.sheet.assemble import Role, Sheet
from practice.bank.sheet.blocks import Block, blocks
from practice.bank.sheet.finish import Finish
from practice.bank.sheet.flow import Flow
from practice.bank.sheet.front import Front, front_matter
from practice.bank.sheet.identity import distinct, question_id, wording
from practice.bank.sheet.normalise import normalise

HANGUL = re.compile("[가-힣]")
LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Account:
    """A reading, and for every line of the sheet where it went: question, furniture, or warning."""

    reading: Reading
    roles: dict[int, Role]


def read_sheet(text: str | bytes, *, slug_hint: str, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """The bank in a Markdown sheet. Raises SheetTooLarge, SheetTooDeep and SheetHasTooManyQuestions, and nothing else."""
    return account(text, slug_hint=slug_hint, limits=limits).reading


def account(text: str | bytes, *, slug_hint: str, limits: Limits = DEFAULT_LIMITS) -> Account:
    """``read_sheet``, and where each line went."""
    clean, warnings = normalise(text, limits)
    lines = clean.split("\n")
    front, found = front_matter(lines)
    warnings += found
    row, found = blocks(lines[front.end :], front.end + 1, limits)
    warnings += found
    lang, slug = _lang(front, clean), front.values.get("bank") or _slug(slug_hint)
    sheet = Flow(row, lang, _title(front, _heading_title(row), lang).get(lang) or slug, limits).run()
    warnings += sheet.warnings
    bank, lines_of, derived = _bank(sheet, front, slug, lang, warnings)
    roles = dict.fromkeys(range(1, front.end + 1), "furniture") | sheet.roles
    # without a title of its own, above or in a heading, a sheet is called by its slug
    names_title = "title" in front.values or bank.title != Text(**{bank.lang: bank.slug})
    names_lang = "lang" in front.values
    return Account(Reading(bank, lines_of, tuple(sorted(warnings)), derived, names_title, names_lang), roles)


def _heading_title(row: list[Block]) -> str | None:
    return next((block.heading.text for block in row if block.heading and block.heading.level == 1), None)


def _bank(
    sheet: Sheet, front: Front, slug: str, lang: Lang, warnings: list[Warning]
) -> tuple[Bank, dict[str, int], frozenset[str]]:
    questions, lines, derived = _questions(sheet, slug, lang, warnings)
    if front.values.get("title") and sheet.title and front.values["title"] != sheet.title:
        warnings.append(
            Warning(1, f"the heading `{sheet.title[:60]}` differs from the title above; the latter was taken", "title")
        )
    natural = Bank(
        slug=slug,
        title=_title(front, sheet.title, lang) or Text(**{lang: slug}),
        license=front.values.get("license"),
        source=front.values.get("source"),
        lang=lang,
        sections=tuple(sheet.sections.values()),
        questions=questions,
    )
    said = exact.bank_fields(sheet.exact, lang, sheet.exact_line, warnings)
    optional = ("license", "source")
    return (
        replace(natural, **{name: value for name, value in said.items() if value is not None or name in optional}),
        lines,
        derived,
    )


def _questions(
    sheet: Sheet, slug: str, lang: Lang, warnings: list[Warning]
) -> tuple[tuple[Question, ...], dict[str, int], frozenset[str]]:
    found: list[Question] = []
    lines: dict[str, int] = {}
    derived: set[str] = set()
    taken: dict[str, int] = {}
    by_name: dict[str, int] = {}
    for draft in sheet.drafts:
        question = Finish(draft, lang, warnings).question()
        wanted = question.id or question_id(slug, question.section, question.text.get(lang))
        name = distinct(wanted, taken)
        if name != wanted:
            what = "id" if question.id else "question"
            warnings.append(Warning(draft.line, f"the same {what} as in line {by_name[wanted]}; kept as `{name}`", "duplicate"))
        by_name.setdefault(wanted, draft.line)
        lines[name] = draft.line
        derived |= set() if question.id else {name}
        found.append(replace(question, id=name))
    return tuple(found), lines, frozenset(derived)


def _title(front: Front, heading: str | None, lang: Lang) -> Text:
    said = front.values
    own = said.get(f"title-{lang}") or said.get("title") or heading
    other: Lang = "en" if lang == "ko" else "ko"
    texts: dict[str, str | None] = {lang: own, other: said.get(f"title-{other}")}
    return Text(**texts)


def _lang(front: Front, text: str) -> Lang:
    """As said, else what most of its letters are: a Korean letter says about as much as three Latin ones."""
    said = front.values.get("lang")
    if said:
        return "en" if said == "en" else "ko"
    return "ko" if 3 * len(HANGUL.findall(text)) >= len(LATIN.findall(text)) else "en"


def _slug(hint: str) -> str:
    bare = re.sub(r"[^\w.-]+", "-", wording(hint).replace(" ", "-")).strip("-._")[:60]
    return bare if ID.fullmatch(bare) else "bank"
