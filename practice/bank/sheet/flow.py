"""The rules of the sheet, block by block."""

from collections.abc import Sequence

from practice.bank.model import Lang, Section, Text
from practice.bank.reading import Limits
from practice.bank.sheet.assemble import Sheet
from practice.bank.sheet.blocks import Block
from practice.bank.sheet.draft import Draft, Part
from practice.bank.sheet.labels import CONTENTS, Label, is_generic, label_of
from practice.bank.sheet.leads import is_label, opens_answer
from practice.bank.sheet.marks import BOLD_LINE, TOC_ENTRY, Heading, Mark, asks, question_mark, section_title, starred
from practice.bank.sheet.metadata import QUESTION_KEYS, SECTION_KEYS, exact_data, pairs, read_metadata
from practice.bank.sheet.outlook import (
    is_asked_by_summary,
    is_furnished,
    is_section,
    leads_to_question,
    significant,
    tables_of_questions,
    with_named_questions,
)

OUTSIDE = "text that belongs to no question; not read"
TABLE = "a table is not read; write each row as `### Q1. question` with the answer below it"


class Flow:
    """Reads blocks in order; ``sheet`` holds the outcome."""

    def __init__(self, row: Sequence[Block], lang: Lang, unnamed: str, limits: Limits) -> None:
        row = with_named_questions(row)
        self._row, self._lang, self._unnamed = row, lang, unnamed
        self.sheet = Sheet(limits)
        self._has_sections = any(is_section(block) for block in row)
        self._by_summary = is_asked_by_summary(row)
        self._next = significant(row)
        self._tables = tables_of_questions(row)

    def run(self) -> Sheet:
        for index, block in enumerate(self._row):
            getattr(self, f"_on_{block.kind}")(block, index)
        self.sheet.leave(0)
        return self.sheet

    def _on_blank(self, block: Block, _: int) -> None:
        draft = self.sheet.draft
        if draft:
            draft.text_open = False
            draft.body.append(block)

    def _on_furniture(self, block: Block, _: int) -> None:
        self.sheet.settle(block, "furniture")

    def _on_rule(self, block: Block, _: int) -> None:
        self.sheet.settle(block, "furniture")
        if self.sheet.draft:
            self.sheet.draft.text_open = False
            self.sheet.draft.body.append(block)

    def _on_stray(self, block: Block, _: int) -> None:
        self.sheet.set_aside(block, "stray-tag", "a closing tag that closes nothing; dropped")

    def _on_prose(self, block: Block, index: int) -> None:
        draft, title = self.sheet.draft, BOLD_LINE.fullmatch(block.text)
        following = self._following(index)
        if draft and not block.code and self._is_label_within(block.text, following, draft):
            self._add_prose(block, index, draft)
        elif title and not block.code and following and following.mark and not (draft and (draft.takes_prose or draft.text_open)):
            self._enter_subsection(block, Heading(6, title[2].strip()))
        elif draft is None:
            self.sheet.set_aside(block, "outside", TABLE if index in self._tables else OUTSIDE)
        else:
            self._add_prose(block, index, draft)

    def _is_label_within(self, text: str, following: Block | None, draft: Draft) -> bool:
        """A label inside an answer begins no subsection, unless questions stand below it."""
        if draft.parts or not is_label(text):
            return False
        return following is None or following.mark is None or (draft.lettered and not following.mark.sure)

    def _add_prose(self, block: Block, index: int, draft: Draft) -> None:
        self.sheet.settle(block, "question")
        draft.text_open = draft.text_open and not block.code
        if not draft.text_open:
            draft.body.append(block)
        elif draft.under or opens_answer(block.text, self._below(index)):
            draft.under.append(block)
        else:
            draft.text.append(block.text.strip())

    def _on_heading(self, block: Block, index: int) -> None:
        assert block.heading
        draft, following = self.sheet.draft, self._following(index)
        asked = self._asked_by_heading(block.heading, following)
        if asked:
            self._begin(block, asked, "heading")
        elif draft and block.heading.level > 2 and self._is_heading_within(block, following, draft):
            self._warn_of_asking(block, block.heading, draft)
            self._add_prose(block, index, draft)
        elif block.heading.level == 1 and self.sheet.title is None and not self.sheet.drafts:
            self.sheet.settle(block, "furniture")
            self.sheet.title = block.heading.text
        elif block.heading.level <= 2:
            self._enter_section(block, block.heading)
        else:
            self._enter_subsection(block, block.heading)

    def _is_heading_within(self, block: Block, following: Block | None, draft: Draft) -> bool:
        """Whether a heading stands in the answer of ``draft``."""
        if self._is_label_within(block.text, following, draft):
            return True
        return draft.takes_prose and not leads_to_question(following)

    def _warn_of_asking(self, block: Block, heading: Heading, draft: Draft) -> None:
        if heading.level == draft.level and asks(heading.text):
            sign = "#" * heading.level
            what = f"a heading that asks something; read as part of the answer above. Write `{sign} Q1. ...` if it is a question"
            self.sheet.warn(block, "unmarked", what)

    def _enter_section(self, block: Block, heading: Heading) -> None:
        self.sheet.settle(block, "furniture")
        if heading.level == 2 and asks(heading.text):
            what = "a section that asks something; write `## Q1. ...` or `### Q1. ...` if it is a question"
            self.sheet.warn(block, "unmarked", what)
        if heading.level == 1:
            self.sheet.warn(block, "title", "a second title; read as a section")
        name = section_title(heading)
        self.sheet.enter_section(name, Section(name, Text(**{self._lang: name})))

    def _enter_subsection(self, block: Block, heading: Heading) -> None:
        self.sheet.settle(block, "furniture")
        if asks(heading.text):
            self.sheet.warn(block, "unmarked", "a heading that asks something; write `### Q1. ...` if it is a question")
        self.sheet.enter_subsection(block, heading)

    def _asked_by_heading(self, heading: Heading, following: Block | None) -> Mark | None:
        """``### 1. ...`` and a heading right above its answer are questions if they ask or are answered."""
        if heading.level < 3 or (following and following.kind == "question"):
            return None
        answered = bool(following and following.details and self._is_answered(heading, following.details.summary))
        if heading.numbered:
            goes_on = self._goes_on(heading.numbered)
            return heading.numbered if answered or goes_on or asks(starred(heading.numbered.text)[0]) else None
        return Mark(heading.text, None, heading.level, sure=True) if answered else None

    def _is_answered(self, heading: Heading, summary: str) -> bool:
        """Whether a block with this label, right below the heading, answers it."""
        label, draft = self._label(summary), self.sheet.draft
        if label or not is_generic(summary):
            return bool(label and label.kind == "answer")
        within = draft and draft.takes_prose and heading.level > draft.level
        return asks(heading.text) or not (within or CONTENTS.match(heading.text))

    def _label(self, summary: str) -> Label | None:
        """What a label stands for; where questions stand in labels, one that asks at length is a question."""
        label = label_of(summary)
        if label and label.kind != "followups" and self._by_summary and asks(summary) and len(label.beyond.split()) > 1:
            return None
        return label

    def _goes_on(self, mark: Mark) -> bool:
        """Whether ``mark`` is the next number on the level of the question above."""
        draft = self.sheet.draft
        return draft is not None and draft.level == mark.level and mark.number == (self.sheet.number or 0) + 1

    def _on_question(self, block: Block, index: int) -> None:
        mark, draft = block.mark, self.sheet.draft
        assert mark
        if draft and not mark.sure and (draft.takes_prose or self._is_listed(mark, index, draft)):
            self._add_prose(block, index, draft)
        elif not mark.level and TOC_ENTRY.fullmatch(mark.text):
            self.sheet.set_aside(block, "contents", "an entry of a table of contents; not a question")
        elif self._has_sections and self.sheet.section is None and not mark.sure and not is_furnished(self._row, index):
            self.sheet.set_aside(block, "before-section", "a numbered line before the first section (##); not a question")
        else:
            self._begin(block, mark, "heading" if mark.level else "list")

    def _is_listed(self, mark: Mark, index: int, draft: Draft) -> bool:
        """Whether ``mark`` is an item of a list in the answer to a ``Q.``: such a list begins at 1 and goes on by one."""
        goes_on = draft.listed and mark.number == draft.listed + 1
        begun = draft.listed or draft.under or any(block.text for block in draft.above)
        begins = mark.number == 1 and not draft.parts and (begun or not (draft.text_open or asks(mark.text)))
        if not draft.lettered or not (begins or goes_on) or is_furnished(self._row, index):
            return False
        draft.listed = mark.number or 0
        return True

    def _begin(self, block: Block, mark: Mark, style: str) -> None:
        sheet = self.sheet
        sheet.settle(block, "question")
        sheet.count(mark, block)
        if sheet.section is None:
            sheet.section = self._unnamed
            sheet.sections.setdefault(self._unnamed, Section(self._unnamed, Text(**{self._lang: self._unnamed})))
        draft = Draft(
            block.line,
            "heading" if style == "heading" else "list",
            [mark.text],
            sheet.section,
            sheet.subsection,
            mark.number,
            mark.level,
        )
        draft.text_open = style == "list"
        draft.lettered = style == "list" and mark.sure
        sheet.begin(draft)

    def _on_details(self, block: Block, _: int) -> None:
        details, draft = block.details, self.sheet.draft
        assert details
        label = self._label(details.summary)
        if label is None and self._is_question_summary(details.summary, draft):
            self._begin_by_summary(block)
        elif draft is None:
            self.sheet.set_aside(block, "outside", "a block that belongs to no question; not read")
        elif label is None and draft.takes_prose and details.is_indented and any(above.text for above in draft.above):
            # Folded inside an answer that stands in a list item, as `1. ### ...` sheets do.
            self.sheet.settle(block, "question")
            draft.above += [Block("prose", block.line, block.last, line) for line in details.raw.split("\n")]
        else:
            self.sheet.settle(block, "question")
            draft.text_open = False
            draft.parts.append(Part(label, details))

    def _is_question_summary(self, summary: str, draft: Draft | None) -> bool:
        if is_generic(summary) or CONTENTS.match(summary):
            return False
        if question_mark(summary):
            return True
        if draft is None or draft.style == "summary":
            return self._by_summary or asks(summary)
        return self._by_summary and asks(summary)

    def _begin_by_summary(self, block: Block) -> None:
        assert block.details
        mark = question_mark(block.details.summary) or Mark(block.details.summary, None)
        self._begin(block, mark, "list")
        draft = self.sheet.draft
        assert draft
        draft.style, draft.text_open, draft.lettered = "summary", False, False
        draft.parts.append(Part(label_of("answer"), block.details))

    def _on_comment(self, block: Block, _: int) -> None:
        sheet, draft = self.sheet, self.sheet.draft
        exact = exact_data(block.text)
        if draft and not draft.parts and not any(above.text for above in draft.above):
            draft.text_open = False
            if self._is_read(block, draft, exact):
                return
        elif sheet.section_comment_open and (found := pairs(block.text, SECTION_KEYS)):
            self._name_section(block, found)
            return
        elif exact is not None and draft is None and not sheet.drafts and not sheet.exact:
            sheet.settle(block, "furniture")
            sheet.exact, sheet.exact_line = exact, block.line
            return
        sheet.set_aside(block, "comment", "a comment; not read")

    def _is_read(self, block: Block, draft: Draft, exact: dict[str, object] | None) -> bool:
        found = pairs(block.text, QUESTION_KEYS)
        if exact is not None and not draft.exact:
            draft.exact, draft.exact_line = exact, block.line
        elif found is not None:
            read_metadata(found, block.line, draft.metadata, self.sheet.warnings)
        else:
            return False
        draft.last_comment = block.last
        self.sheet.settle(block, "question")
        return True

    def _name_section(self, block: Block, found: list[tuple[str, str]]) -> None:
        sheet, said = self.sheet, dict(found)
        if len(said) < len(found) or not set(said) <= set(SECTION_KEYS):
            sheet.warn(block, "metadata", f"not all of it was read; a section may have {', '.join(SECTION_KEYS)}, each once")
        sheet.settle(block, "furniture")
        sheet.section_comment_open = False
        heading = sheet.section or ""
        own = Text(**{self._lang: heading})
        title = Text(ko=said.get("ko", own.ko), en=said.get("en", own.en))
        name = said.get("id", heading)
        if sheet.sections[heading].title == own and not any(draft.section == heading for draft in sheet.drafts):
            del sheet.sections[heading]
        sheet.sections.setdefault(name, Section(name, title))
        sheet.section = name

    def _below(self, index: int) -> str:
        return self._row[index + 1].text if index + 1 < len(self._row) else ""

    def _following(self, index: int) -> Block | None:
        at = self._next[index]
        return self._row[at] if at < len(self._row) else None
