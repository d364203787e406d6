"""A question while its lines are still coming in."""

from dataclasses import dataclass, field
from typing import Literal

from practice.bank.sheet.blocks import Block
from practice.bank.sheet.details import Details
from practice.bank.sheet.labels import Label
from practice.bank.sheet.leads import is_followup_label
from practice.bank.sheet.metadata import Metadata

Style = Literal["list", "heading", "summary"]


@dataclass(slots=True)
class Part:
    """A details block of the question; ``label`` is None where it means nothing to us."""

    label: Label | None
    details: Details


@dataclass(slots=True)
class Draft:
    """``text_open``: the next line, if it follows without a blank one, still belongs to the question's text.

    ``lettered``: it was begun by ``Q.`` in a line; ``listed`` is the last number of a plain list in its answer.
    ``under`` holds lines of the text from one on that looks like an answer: where nothing else answers, they do.
    """

    line: int
    style: Style
    text: list[str]
    section: str
    subsection: str | None
    number: int | None = None
    level: int = 0
    text_open: bool = False
    lettered: bool = False
    listed: int = 0
    metadata: Metadata = field(default_factory=Metadata)
    exact: dict[str, object] = field(default_factory=dict)
    exact_line: int = 0
    last_comment: int = 0
    under: list[Block] = field(default_factory=list)
    above: list[Block] = field(default_factory=list)
    below: list[Block] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def body(self) -> list[Block]:
        """Where prose goes now: above the first details block or below it."""
        return self.below if self.parts else self.above

    @property
    def is_bare(self) -> bool:
        """Nothing stands below the question yet."""
        return not (self.parts or self.under or any(block.text.strip() for block in self.above))

    @property
    def announces_followups(self) -> bool:
        """The last line below its blocks says that follow-ups come."""
        filled = [block.text for block in self.below if block.text.strip()]
        return bool(filled) and is_followup_label(filled[-1])

    @property
    def takes_prose(self) -> bool:
        """A heading's question without details: whatever stands below it is its answer."""
        return self.style == "heading" and not self.parts
