"""Where each word of a sheet went."""

import json
import re
from dataclasses import asdict

from practice.bank.sheet.reader import Account, account

WORD = re.compile(r"word\d+end")


def lost_lines(sheet: str, read: Account) -> list[int]:
    """Lines with something on them that are neither in a question, nor furniture, nor warned about."""
    lines = sheet.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [
        number for number, line in enumerate(lines, start=1) if line.strip("\ufeff \t\n\f\v").strip() and number not in read.roles
    ]


def lost_words(sheet: str, read: Account) -> list[str]:
    """Words that stand nowhere in the bank and in no line that a warning covers."""
    kept = set(WORD.findall(json.dumps(asdict(read.reading.bank), ensure_ascii=False)))
    return [
        word
        for number, line in enumerate(sheet.split("\n"), start=1)
        for word in WORD.findall(line)
        if word not in kept and not any(warning.covers(number) for warning in read.reading.warnings)
    ]


def account_of(sheet: str) -> Account:
    return account(sheet, slug_hint="sheet")
