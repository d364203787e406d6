"""A file becomes a bank of one's own: read, compared with what is stored, stored on demand. Nothing is deleted."""

from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from sqlalchemy import Connection

from practice.bank.diff import ImportDiff, diff
from practice.bank.errors import refuse_empty
from practice.bank.model import Bank
from practice.bank.reading import Limits, Reading
from practice.bank.sheet import read_sheet
from practice.bank.store import load_bank, store_bank
from practice.bank.yaml_twin import read_yaml

Format = Literal["md", "yaml"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do."""

    reading: Reading
    changes: ImportDiff


def read_file(source: bytes, format: Format, slug_hint: str, limits: Limits) -> Reading:
    """The bank in a sheet or its YAML twin; burns CPU. Raises NoQuestions and the errors of ``read_sheet``, ``read_yaml``."""
    if format == "yaml":
        return refuse_empty(read_yaml(source, limits=limits))
    return refuse_empty(read_sheet(source, slug_hint=slug_hint, limits=limits))


def with_missing(old: Bank | None, new: Bank) -> Bank:
    """The new bank, with the questions that only the old one has at its end: attempts may belong to them."""
    if old is None:
        return new
    known, sections = {question.id for question in new.questions}, {section.id for section in new.sections}
    left = tuple(question for question in old.questions if question.id not in known)
    used = {question.section for question in left}
    kept = tuple(section for section in old.sections if section.id in used - sections)
    return replace(new, questions=new.questions + left, sections=new.sections + kept)


def with_head(old: Bank | None, new: Bank, reading: Reading) -> Bank:
    """The new bank; what its file does not say of itself stays as it was."""
    if old is None:
        return new
    return replace(
        new,
        title=new.title if reading.names_title else old.title,
        lang=new.lang if reading.names_lang else old.lang,
        license=new.license or old.license,
        source=new.source or old.source,
    )


def import_bank(conn: Connection, owner: UUID, reading: Reading, dry_run: bool) -> Imported:
    """Compares with the bank of the same slug of this owner, and stores unless it is a dry run."""
    old = load_bank(conn, reading.bank.slug, owner)
    changes = diff(old, reading)
    if not dry_run:
        store_bank(conn, with_head(old, with_missing(old, changes.bank), reading), owner)
    return Imported(reading, changes)
