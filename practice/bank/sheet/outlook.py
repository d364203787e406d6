"""What can be told from the row of blocks alone, before any of them is read."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from practice.bank.sheet.blocks import Block
from practice.bank.sheet.body import is_placeholder
from practice.bank.sheet.labels import is_generic, label_of
from practice.bank.sheet.leads import followup_of, is_label, named_question
from practice.bank.sheet.marks import Mark, is_signed
from practice.bank.sheet.metadata import QUESTION_KEYS, pairs

HEADER = re.compile(r"(?:^|\|)[ \t*]*(?:\w+ )?(?:질문|questions?)(?: ?내용)?[ \t*]*(?:\||$)", re.I)
MARGIN_ITEM = re.compile(r"[-*+][ \t]+\S")
PASSING = ("blank", "furniture", "rule", "comment")


def is_section(block: Block) -> bool:
    return block.heading is not None and block.heading.level == 2


def leads_to_question(block: Block | None) -> bool:
    if block is None:
        return False
    return (block.mark is not None and block.mark.sure) or (block.heading is not None and block.heading.level <= 2)


def significant(row: Sequence[Block]) -> list[int]:
    """For each block the next one that is more than passing."""
    following, found = len(row), [0] * len(row)
    for index in range(len(row) - 1, -1, -1):
        found[index] = following
        if row[index].kind not in PASSING:
            following = index
    return found


def with_named_questions(row: Sequence[Block]) -> Sequence[Block]:
    """Lines such as ``질문: ...`` as questions where there are several of them; a single one may be a sentence of an answer.

    Below headings that are questions they are part of the answers.
    """
    marks = [named_question(block.text) if block.kind == "prose" and not block.code else None for block in row]
    if sum(1 for mark in marks if mark) < 2 or any(block.mark and block.mark.level for block in row):
        return row
    return [replace(block, kind="question", mark=mark) if mark else block for block, mark in zip(row, marks, strict=True)]


def with_listed_questions(row: Sequence[Block]) -> Sequence[Block]:
    """Items of a list as questions where the question above says that its answer is still to be written, and one of them asks.

    Such a list is no model answer: its other items are taken for questions too, as notes of things to ask seldom end in a sign.
    """
    found: dict[int, Block] = {}
    for index, block in enumerate(row):
        if block.kind == "question" and not is_furnished(row, index):
            found |= {at: _as_question(row[at]) for at in _asked_below_placeholder(row, index)}
    return [found.get(index, block) for index, block in enumerate(row)]


def _as_question(block: Block) -> Block:
    return replace(block, kind="question", mark=Mark(block.text[1:].strip(), None, sure=True))


def _asked_below_placeholder(row: Sequence[Block], index: int) -> list[int]:
    """The items of the list below the question at ``index``, a placeholder and a blank line."""
    filled = [at for at in range(index + 1, min(index + 5, len(row))) if row[at].kind != "blank"][:2]
    if len(filled) < 2 or filled[1] == filled[0] + 1 or row[filled[0]].kind != "prose" or row[filled[0]].code:
        return []
    items = _items(row, filled[1]) if is_placeholder(row[filled[0]].text) else []
    announced = any(followup_of(row[at].text) or is_label(row[at].text) for at in items)
    return [] if announced or not any(is_signed(row[at].text) for at in items) else items


def _items(row: Sequence[Block], start: int) -> list[int]:
    """The items at the margin of the list that begins at ``start``, if one does."""
    found: list[int] = []
    for at in range(start, len(row)):
        block = row[at]
        is_item = block.kind == "prose" and not block.code and MARGIN_ITEM.match(block.text)
        if is_item:
            found.append(at)
        elif not found or not (block.kind == "blank" or (block.kind == "prose" and block.text[:1] in " \t")):
            break
    return found


def tables_of_questions(row: Sequence[Block]) -> set[int]:
    """The rows of tables whose header names a column of questions."""
    found: set[int] = set()
    for index, block in enumerate(row):
        is_row = block.kind == "prose" and not block.code and "|" in block.text
        begins = index == 0 or "|" not in row[index - 1].text
        if is_row and (index - 1 in found or (begins and HEADER.search(block.text))):
            found.add(index)
    return found


def is_asked_by_summary(row: Sequence[Block]) -> bool:
    """Whether more questions stand in summaries than in lines."""
    said = [block.details.summary for block in row if block.details]
    summaries = sum(1 for summary in said if not label_of(summary) and not is_generic(summary))
    return summaries > sum(1 for block in row if block.mark or (block.heading and block.heading.numbered))


def is_furnished(row: Sequence[Block], index: int) -> bool:
    """Whether a details block or metadata stands under the question at ``index``: then it is no table of contents."""
    for at in count(index + 1):
        if at >= len(row) or row[at].kind in ("question", "heading"):
            return False
        block = row[at]
        if block.kind == "details" or (block.kind == "comment" and pairs(block.text, QUESTION_KEYS) is not None):
            return True
    return False
