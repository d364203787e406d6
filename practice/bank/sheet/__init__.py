"""The Markdown sheet of a bank: read leniently and line by line, written so that reading gives the same bank.

Two languages: ``lang`` in the front matter is the main one; whatever carries no tag is in it. The other one stands in blocks
whose label ends in its tag, ``Question (en)``, ``Model answer (en)``, ``Rubric (en)``; points and follow-ups are paired by
``<!-- id: ... -->``, else by place. ``title-en`` in the front matter and ``<!-- id: ...; en: ... -->`` under ``##`` do the same.
A field that Markdown would not give back letter by letter stands as JSON in ``<!-- exact: {...} -->`` under its question.
"""

from practice.bank.reading import Limits, Reading, Warning
from practice.bank.sheet.identity import question_id
from practice.bank.sheet.reader import read_sheet
from practice.bank.sheet.writer import write_sheet

__all__ = ["Limits", "Reading", "Warning", "question_id", "read_sheet", "write_sheet"]
