"""Whether a quote stands in the answer, and where."""

import re
import unicodedata

from practice.scoring.model import Evidence
from practice.scoring.providers.neutral import neutral

SPACE = re.compile(r"\s+")
AROUND = " \t\r\n\"'“”‘’「」『』«»`…"


def found(quote: str, answer: str) -> Evidence | None:
    """The quote as the answer's own words, both in NFC and with white space folded; None when it does not stand there.

    Marks of quotation and omission around it are the model's and are left out.
    """
    wanted = SPACE.sub(" ", unicodedata.normalize("NFC", quote)).strip(AROUND)
    if not wanted:
        return None
    folded, places = _folded(answer)
    at = folded.find(wanted)
    if at < 0:
        # the model saw the answer with its role markers made harmless, and may quote them so
        folded, places = _folded(neutral(answer))
        at = folded.find(wanted)
    if at < 0:
        return None
    start, end = places[at], places[at + len(wanted) - 1] + 1
    return Evidence(answer[start:end], start, end)


def _folded(text: str) -> tuple[str, list[int]]:
    """Runs of white space as one space, and where each character stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if not char.isspace():
            letters.append(char)
            places.append(place)
        elif not letters or letters[-1] != " ":
            letters.append(" ")
            places.append(place)
    return "".join(letters), places
