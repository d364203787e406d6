"""Who a question is: the id it was given, else a hash of bank, section and wording; never its number."""

import hashlib
import re

from practice.bank.model import Question

WORD = re.compile(r"\w+")


def question_id(bank: str, section: str, text: str) -> str:
    return "q-" + _hash(bank, section, wording(text))[:16]


def entry_id(prefix: str, text: str) -> str:
    """The id of a rubric point (``p``) or a follow-up (``f``) that was given none."""
    return f"{prefix}-{_hash(wording(text))[:8]}"


def wording(text: str) -> str:
    """The words alone: emphasis, punctuation, case and line breaks do not make another question."""
    return " ".join(WORD.findall(text.casefold().replace("_", " "))) or text.strip()


def distinct(name: str, taken: dict[str, int]) -> str:
    """``name``, or with a number behind it if it is taken. ``taken`` holds how often each name was asked for."""
    found = name
    while found in taken:
        # Counting goes on where it stopped: a sheet may hold one question twenty thousand times.
        taken[name] += 1
        found = f"{name}-{taken[name]}"
    taken[found] = 1
    return found


def question_words(question: Question) -> str:
    return wording(question.text.ko or question.text.en or "")


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()
