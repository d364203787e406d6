"""Sheets with traps: each is read as it is written down beside it."""

from pathlib import Path

import pytest
import yaml

from practice.bank.sheet import read_sheet, write_sheet
from tests.practice.bank.accounting import account_of, lost_lines
from tests.practice.bank.portrait import portrait

FOLDER = Path(__file__).parents[2] / "fixtures" / "sheets"
SHEETS = sorted(FOLDER.glob("*.md"))


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_the_trap_is_read_as_written_beside_it(path: Path) -> None:
    expected = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))
    assert portrait(read_sheet(path.read_bytes(), slug_hint=path.stem)) == expected


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_what_was_read_is_exported_and_read_again_as_the_same_bank(path: Path) -> None:
    bank = read_sheet(path.read_bytes(), slug_hint=path.stem).bank
    assert read_sheet(write_sheet(bank, bank.lang), slug_hint="other").bank == bank


@pytest.mark.parametrize("path", [path for path in SHEETS if "cp949" not in path.stem], ids=lambda path: path.stem)
def test_no_line_of_a_trap_is_lost(path: Path) -> None:
    sheet = path.read_bytes().decode()
    assert lost_lines(sheet, account_of(sheet)) == []


def test_there_are_traps_enough() -> None:
    assert len(SHEETS) >= 30
