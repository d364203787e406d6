"""The Markdown sheet of a bank: read leniently and line by line, written so that reading gives the same bank."""

from practice.bank.reading import Limits, Reading, Warning
from practice.bank.sheet.identity import question_id
from practice.bank.sheet.reader import read_sheet
from practice.bank.sheet.writer import write_sheet

__all__ = ["Limits", "Reading", "Warning", "question_id", "read_sheet", "write_sheet"]
