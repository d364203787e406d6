"""From a row of blocks to drafts: which block belongs to which question, and what belongs to none."""

from dataclasses import dataclass, field

from practice.bank.model import Section
from practice.bank.reading import Limits, Warning
from practice.bank.sheet.blocks import Block
from practice.bank.sheet.draft import Draft
from practice.bank.sheet.errors import SheetHasTooManyQuestions
from practice.bank.sheet.marks import Heading, Mark

Role = str


@dataclass(slots=True)
class Open:
    """A subsection's heading that is still in force, and whether a question stands below it."""

    block: Block
    level: int
    text: str
    used: bool = False


@dataclass(slots=True)
class Sheet:
    """What has been read so far. ``roles`` says of each line where it went, so that none is lost.

    ``same`` counts the questions of a run that bear one number, once there are two; ``same_at`` is their warning's place.
    """

    limits: Limits
    title: str | None = None
    sections: dict[str, Section] = field(default_factory=dict)
    section: str | None = None
    headings: list["Open"] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    draft: Draft | None = None
    number: int | None = None
    fresh: bool = True
    same: int = 0
    same_at: int = 0
    section_comment_open: bool = False
    exact: dict[str, object] = field(default_factory=dict)
    exact_line: int = 0
    warnings: list[Warning] = field(default_factory=list)
    roles: dict[int, Role] = field(default_factory=dict)

    @property
    def subsection(self) -> str | None:
        """The headings in force from the outer to the inner one."""
        return " / ".join(opened.text for opened in self.headings) or None

    def settle(self, block: Block, role: Role) -> None:
        for line in range(block.line, block.last + 1):
            self.roles[line] = role

    def warn(self, block: Block, code: str, message: str) -> None:
        """Warn of a block; one warning covers neighbours that share code and message."""
        previous = self.warnings[-1] if self.warnings else None
        near = previous is not None and previous.line <= block.line <= max(previous.last, previous.line) + 2
        if previous and near and (previous.code, previous.message) == (code, message):
            self.warnings[-1] = Warning(previous.line, message, code, block.last)
        else:
            self.warnings.append(Warning(block.line, message, code, block.last))

    def set_aside(self, block: Block, code: str, message: str) -> None:
        """A block that belongs to no question: not read, but said."""
        self.settle(block, "warning")
        self.warn(block, code, message)

    def begin(self, draft: Draft) -> None:
        if len(self.drafts) >= self.limits.questions:
            raise SheetHasTooManyQuestions(f"more than {self.limits.questions} questions; split the sheet into several banks")
        self.drafts.append(draft)
        self.draft = draft
        self.section_comment_open = False
        for opened in self.headings:
            opened.used = True

    def count(self, mark: Mark, block: Block) -> None:
        """Numbers go on or begin again at 1 below a heading; anything else is said."""
        if mark.number is None:
            return
        wanted = (self.number or 0) + 1
        expected = {1, wanted} if self.fresh else {wanted}
        if mark.number not in expected and mark.number == self.number:
            self._warn_of_same(mark.number, block)
        else:
            self.same = 0
            if mark.number not in expected:
                self.warn(block, "number", f"number {mark.number} is out of order ({wanted} would follow); read all the same")
        self.number, self.fresh = mark.number, False

    def _warn_of_same(self, number: int, block: Block) -> None:
        """One warning for a run of questions that all bear one number: it stands at the second and counts them."""
        if not self.same:
            self.same, self.same_at = 1, len(self.warnings)
            self.warnings.append(Warning(block.line, "", "number", block.last))
        self.same += 1
        first = self.warnings[self.same_at]
        message = f"{self.same} questions in a row bear the number {number}; read all the same, as 1., 2., 3. ..."
        self.warnings[self.same_at] = Warning(first.line, message, first.code, first.last)

    def enter_section(self, name: str, section: Section) -> None:
        self.leave(0)
        self.sections.setdefault(name, section)
        self.section, self.draft = name, None
        self.fresh = self.section_comment_open = True

    def enter_subsection(self, block: Block, heading: Heading) -> None:
        self.leave(heading.level)
        self.headings.append(Open(block, heading.level, heading.text))
        self.draft, self.fresh = None, True

    def leave(self, level: int) -> None:
        """Close the headings that one of ``level`` ends; one without a question below it is said."""
        while self.headings and self.headings[-1].level >= level:
            closed = self.headings.pop()
            if not closed.used:
                self.warn(closed.block, "no-question", "a heading without a question below it; not kept")
