"""What a line of prose begins with where an author writes an answer or a follow-up without a ``<details>``."""

import re

from practice.bank.sheet.entries import QUOTE
from practice.bank.sheet.marks import BULLET, Mark, closed_bold

ANSWER_WORDS = r"(?:(?:모범|예시) ?답(?:안|변)|답변|답안|정답|해설|풀이|답|(?i:(?:model |sample |example )?answers?|solutions?))"
FOLLOWUP_WORDS = r"(?:(?:꼬리|추가|심화) ?질문|(?i:follow[- ]?ups?(?: questions?)?))"
ARROW = re.compile(r"[ \t]*(?:->|=>|→|⇒)[ \t]*")
# `A.` is the first of several choices where `B.` stands below it, and the first of several answers where `A2.` does.
CHOICE = re.compile(r"[ \t]*(?:\*\*|__)?B[ \t]?[.:)]")
ONE_OF_SEVERAL = re.compile(r"[ \t]*(?:\*\*|__)?(?:B[ \t]?[.:)]|A[ \t]?-?2[ \t]?[.:])")
SIGNED = re.compile(r"[#*_:：\[【(]")
LONGEST_LABEL = 60


def _lead(name: str, sign: str, before: str = "") -> re.Pattern[str]:
    """A name, perhaps a number, a sign; emphasis around them ends before the sign, behind it, or with the text."""
    bold, unbold = r"(?P<bold>\*\*|__)?", r"(?(bold)(?P=bold)|(?!))"
    return re.compile(
        rf"(?P<indent>[ \t]*){before}(?P<bullet>(?:[-*+]|\d{{1,3}}[.)])[ \t]+)?{bold}{name}[ \t]?-?(?P<number>\d{{0,3}})[ \t]?"
        rf"(?P<inner>{unbold})?[ \t]?{sign}(?P<unbold>{unbold})?[ \t]*(?P<text>.*)"
    )


LETTER_LEAD = _lead("A", r"[.:：](?=$|[\s*_`\"'(가-힣])")
ANSWER_LEAD = _lead(ANSWER_WORDS, r"[:：]")
# In a quote as well: there it is set off from the answer, not part of it.
FOLLOWUP_LEAD = _lead(FOLLOWUP_WORDS, r"(?:[:：]|(?<=\d)[.)])", before=r"(?:>[ \t]*)?")
QUESTION_LEAD = _lead(r"(?:질문|(?i:question))", r"(?:[:：]|(?<=\d)[.)])")
ANSWER_LABEL = re.compile(rf"[\W_]*{ANSWER_WORDS}(?: ?\d{{1,3}})?[\W_]*")
FOLLOWUP_LABEL = re.compile(rf"[\W_]*{FOLLOWUP_WORDS}(?: ?\d{{1,3}})?[\W_]*")


def opens_answer(line: str, below: str) -> bool:
    """Whether the line right under a question's text is no more of it; ``below`` is the line that follows."""
    if LETTER_LEAD.fullmatch(line) and CHOICE.match(below):
        return False
    return bool(_answer_lead(line) or ARROW.match(line) or BULLET.match(line) or QUOTE.fullmatch(line)) or bool(
        FOLLOWUP_LEAD.fullmatch(line) or is_label(line)
    )


def is_label(line: str) -> bool:
    """Whether the line says what stands below it, and nothing else."""
    return is_answer_label(line) or is_followup_label(line)


def is_answer_label(line: str) -> bool:
    return _is(ANSWER_LABEL, line)


def is_followup_label(line: str) -> bool:
    return _is(FOLLOWUP_LABEL, line)


def followup_of(line: str) -> str | None:
    """The follow-up on a line that says that it is one."""
    found = FOLLOWUP_LEAD.fullmatch(line)
    return _said(found) or None if found else None


def named_question(line: str) -> Mark | None:
    """The question on a line at column 0 that begins with the word for it."""
    found = QUESTION_LEAD.fullmatch(line)
    if not found or found["indent"] or found["bullet"] or not _said(found):
        return None
    return Mark(_said(found), int(found["number"]) if found["number"] else None, sure=True)


def without_lead(answer: str) -> str:
    """The answer without the label above it and what its first line begins with."""
    first, _, rest = answer.partition("\n")
    if is_answer_label(first):
        first, _, rest = _outdented(rest).partition("\n")
    if LETTER_LEAD.fullmatch(first) and any(ONE_OF_SEVERAL.match(line) for line in rest.split("\n")):
        return _joined(first, rest)
    if found := _answer_lead(first):
        first = _said(found)
    elif found := ARROW.match(first):
        first = first[found.end() :]
    else:
        return _joined(first, rest)
    return _joined(first, _level(rest)) if first.strip() else _outdented(rest)


def _answer_lead(line: str) -> re.Match[str] | None:
    found = LETTER_LEAD.fullmatch(line) or ANSWER_LEAD.fullmatch(line)
    return None if found and found["bullet"] else found


def _said(found: re.Match[str]) -> str:
    open_bold = found["bold"] and not found["inner"] and not found["unbold"]
    return closed_bold(found["text"], found["bold"]).strip() if open_bold else found["text"].strip()


def _is(label: re.Pattern[str], line: str) -> bool:
    line = line.strip()
    return len(line) <= LONGEST_LABEL and bool(SIGNED.search(line)) and bool(label.fullmatch(line))


def _joined(first: str, rest: str) -> str:
    return f"{first}\n{rest}" if rest else first


def _outdented(text: str) -> str:
    """Without blank lines around it, indented as far as its first line less."""
    lines = text.strip("\n").split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    return _shifted(lines, width(lines[0])) if lines else ""


def _level(text: str) -> str:
    """Lines that go on below a lead, without the indentation that they share."""
    lines = text.split("\n")
    return _shifted(lines, min((width(line) for line in lines if line.strip()), default=0))


def _shifted(lines: list[str], by: int) -> str:
    return "\n".join(line[min(by, width(line)) :] for line in lines)


def width(line: str) -> int:
    """How far the line is indented."""
    return len(line) - len(line.lstrip(" \t"))
