"""What reading a bank's file yields: the bank, where each question stands, and what to look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from practice.bank.model import Bank


@dataclass(frozen=True, slots=True, order=True)
class Warning:
    """Something to look at, from ``line`` to ``last`` (1-based, both included). ``code`` is stable."""

    line: int
    message: str
    code: str
    last: int = 0

    def covers(self, line: int) -> bool:
        return self.line <= line <= max(self.last, self.line)


@dataclass(frozen=True, slots=True)
class Reading:
    """A bank as read. ``derived_ids`` are ids that the file did not give: hashes of the wording, free to be replaced.

    ``names_title`` and ``names_lang`` say whether the file did; else they were made up from its name and its letters.
    """

    bank: Bank
    lines: Mapping[str, int]
    warnings: tuple[Warning, ...] = ()
    derived_ids: frozenset[str] = field(default=frozenset())
    names_title: bool = True
    names_lang: bool = True


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may hold."""

    size: int = 2 * 1024 * 1024
    questions: int = 2000
    nesting: int = 20


DEFAULT_LIMITS = Limits()
