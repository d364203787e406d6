"""The rules of the sheet, block by block."""

from collections.abc import Sequence

from practice.bank.model import Lang, Section, Text
from practice.bank.reading import Limits
from practice.bank.sheet.asking import Asking, is_heading_within, is_label_within
from practice.bank.sheet.assemble import Sheet
from practice.bank.sheet.blocks import Block
from practice.bank.sheet.body import is_placeholder
from practice.bank.sheet.draft import Draft, Part
from practice.bank.sheet.labels import label_of
from practice.bank.sheet.leads import opens_answer
from practice.bank.sheet.marks import BOLD_LINE, TOC_ENTRY, Heading, Mark, asks, question_mark, section_title
from practice.bank.sheet.marks import BULLET as POINT
from practice.bank.sheet.metadata import QUESTION_KEYS, SECTION_KEYS, exact_data, pairs, read_metadata
from practice.bank.sheet.outlook import with_listed_questions, with_named_questions

OUTSIDE = "text that belongs to no question; not read"
LISTED = "an item of a list below a question whose answer is still to be written; read as a question of its own"
TABLE = "a table is not read; write each row as `### Q1. question` with the answer below it"


class Flow:
    """Reads blocks in order; ``sheet`` holds the outcome."""

    def __init__(self, row: Sequence[Block], lang: Lang, unnamed: str, limits: Limits) -> None:
        self._row, self._lang, self._unnamed = with_listed_questions(with_named_questions(row)), lang, unnamed
        self._asking = Asking(self._row)
        self.sheet = Sheet(limits)

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
        following = self._asking.following(index)
        if draft and not block.code and is_label_within(block.text, following, draft):
            self._add_prose(block, index, draft)
        elif title and not block.code and following and following.mark and not (draft and (draft.takes_prose or draft.text_open)):
            self._enter_subsection(block, Heading(6, title[2].strip()))
        elif draft and draft.is_bare and not block.code and is_placeholder(block.text):
            what = f"a placeholder where the answer should stand: {block.text.strip()[:60]}"
            self.sheet.set_aside(block, "placeholder", what)
        elif draft is None:
            self.sheet.set_aside(block, "outside", TABLE if index in self._asking.tables else OUTSIDE)
        else:
            self._add_prose(block, index, draft)

    def _add_prose(self, block: Block, index: int, draft: Draft) -> None:
        self.sheet.settle(block, "question")
        draft.text_open = draft.text_open and not block.code
        if not draft.text_open:
            draft.body.append(block)
        elif draft.under or opens_answer(block.text, self._asking.below(index)):
            draft.under.append(block)
        else:
            draft.text.append(block.text.strip())

    def _on_heading(self, block: Block, index: int) -> None:
        assert block.heading
        draft, following = self.sheet.draft, self._asking.following(index)
        asked = self._asking.by_heading(block.heading, following, draft, self.sheet.number)
        if asked:
            self._begin(block, asked, "heading")
        elif draft and block.heading.level > 2 and is_heading_within(block, following, draft):
            self._warn_of_asking(block, block.heading, draft)
            self._add_prose(block, index, draft)
        elif block.heading.level == 1 and self.sheet.title is None and not self.sheet.drafts:
            self.sheet.settle(block, "furniture")
            self.sheet.title = block.heading.text
        elif block.heading.level <= 2:
            self._enter_section(block, block.heading)
        else:
            self._enter_subsection(block, block.heading)

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

    def _on_question(self, block: Block, index: int) -> None:
        mark, draft = block.mark, self.sheet.draft
        assert mark
        if POINT.match(block.text):
            self.sheet.warn(block, "listed", LISTED)
        if draft and not mark.sure and draft.takes_prose:
            self._add_prose(block, index, draft)
        elif draft and not mark.sure and self._asking.is_listed(mark, index, draft):
            draft.listed = mark.number or 0
            self._add_prose(block, index, draft)
        elif not mark.level and TOC_ENTRY.fullmatch(mark.text):
            self.sheet.set_aside(block, "contents", "an entry of a table of contents; not a question")
        elif self.sheet.section is None and self._asking.is_before_sections(mark, index):
            self.sheet.set_aside(block, "before-section", "a numbered line before the first section (##); not a question")
        else:
            self._begin(block, mark, "heading" if mark.level else "list")

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
        label = self._asking.label(details.summary)
        if label is None and self._asking.is_question_summary(details.summary, draft):
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
