"""Reads generated sheets and counts what is lost, raises, or changes between export and import."""

import argparse
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from practice.bank.sheet import read_sheet, write_sheet
from practice.bank.sheet.errors import SheetTooDeep
from practice.bank.sheet.reader import account
from tests.practice.bank.accounting import lost_lines, lost_words
from tests.practice.bank.strategies import LINES, TRAPS, numbered


@dataclass(slots=True)
class Tally:
    """What was met."""

    sheets: int = 0
    lines: int = 0
    questions: int = 0
    refused: int = 0
    exact: int = 0
    warnings: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def sheet(source: random.Random) -> str:
    """Lines of the grammar with unique words, broken at random: traps thrown in, lines cut, doubled, indented."""
    lines = [source.choice(LINES) for _ in range(source.randrange(60))]
    text = [numbered(line, iter(range(index * 10, index * 10 + 10))) for index, line in enumerate(lines)]
    for _ in range(source.randrange(6)):
        at = source.randrange(len(text) + 1)
        text[at:at] = [source.choice(TRAPS), source.choice(TRAPS) + source.choice(TRAPS)][: source.randrange(3)]
        if text:
            _break(source, text)
    return "\n".join(text)


def _break(source: random.Random, text: list[str]) -> None:
    at = source.randrange(len(text))
    line, cut = text[at], source.randrange(len(text[at]) + 1)
    ways = (
        f"{' ' * source.randrange(6)}{line}",
        f"> {line}",
        f"{line}\r",
        line + source.choice(TRAPS),
        f"{line[:cut]}\n{line[cut:]}",
    )
    text[at] = source.choice(ways) if "word" not in line or cut == 0 else source.choice(ways[:4])


def examine(text: str, tally: Tally) -> None:
    """Adds what reading ``text`` shows; a fault is whatever a person would lose words by."""
    tally.sheets += 1
    tally.lines += text.count("\n") + 1
    try:
        read = account(text, slug_hint="fuzz")
    except SheetTooDeep:
        tally.refused += 1
        return
    bank = read.reading.bank
    tally.questions += len(bank.questions)
    tally.warnings.update(warning.code for warning in read.reading.warnings)
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    lost = lost_lines(clean, read) or lost_words(clean, read)
    written = write_sheet(bank, bank.lang)
    tally.exact += written.count("<!-- exact: ")
    if lost:
        tally.faults.append(f"lost {lost[:3]} of {text!r}")
    if read_sheet(written, slug_hint="other").bank != bank:
        tally.faults.append(f"another bank after export and import: {text!r}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    source, tally, began = random.Random(wanted.seed), Tally(), time.monotonic()
    for _ in range(wanted.count):
        examine(sheet(source), tally)
    took = time.monotonic() - began
    print(f"{tally.sheets} sheets, {tally.lines} lines, {tally.questions} questions in {took:.0f} s")
    print(f"{tally.refused} refused as nested too deeply")
    print(f"{tally.exact} exact comments written; {len(tally.faults)} faults")
    print("warnings: " + ", ".join(f"{code} {count}" for code, count in tally.warnings.most_common()))
    for fault in tally.faults[:5]:
        print(fault)
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
