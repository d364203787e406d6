"""The parts of an answer in which the speaker says of something not to know it: they state nothing about it."""

import re
from collections.abc import Iterator

from practice.scoring.clauses import clauses
from practice.scoring.sentences import sentences
from practice.scoring.spans import Span

# the speaker's own: 모르겠습니다; not "소비자는 누가 보냈는지 모릅니다", which says something
KOREAN = re.compile(
    r"(?:모르겠(?:습니다|어요|네요|는데요|다|음)?|(?:잘|자세히|정확히|자세히는|정확히는)\s+(?:모릅니다|몰라요|모름))[\s.!…~ㅠㅜ]*$"
)
ENGLISH = re.compile(
    r"\bi\s+(?:really\s+|honestly\s+|still\s+)?(?:do\s*n[o’']?t|do\s+not)\s+(?:really\s+|actually\s+)?(?:know|remember)\b"
    r"|\bi\s*(?:[’']m|am)\s+not\s+(?:really\s+)?sure\s+(?:how|what|why|when|where|which|whether|about)\b"
    r"|\bi\s+have\s+no\s+(?:idea|clue)\b",
    re.IGNORECASE,
)
CLAUSE_ENDS = re.compile(r"(?:고|며|서|면|데|니|지만|다만|다)$")
BUT = re.compile(r"(?:but|however|though|still)\b", re.IGNORECASE)


def not_known(text: str) -> tuple[Span, ...]:
    """Whole sentences, or the clauses of them that say so; in reading order."""
    return tuple(span for sentence in sentences(text) for span in _in(sentence))


def known(text: str) -> str:
    """The text with blanks in their place, so that offsets stay."""
    for span in not_known(text):
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _in(sentence: Span) -> Iterator[Span]:
    if not _says_so(sentence.text):
        return
    parts = clauses(sentence) or (sentence,)
    said = next((at for at, part in enumerate(parts) if _says_so(part.text)), None)
    if said is None:
        yield sentence
        return
    # Korean says it last, of all that was listed since the clause before; English says it first, of what follows
    first, last = said, len(parts) - 1
    while first and KOREAN.search(parts[said].text) and not CLAUSE_ENDS.search(parts[first - 1].text):
        first -= 1
    last = next((at - 1 for at in range(said + 1, len(parts)) if BUT.match(parts[at].text)), last)
    start, end = parts[first].start, parts[last].end if last < len(parts) - 1 else sentence.end
    yield Span(sentence.text[start - sentence.start : end - sentence.start], start, end)


def _says_so(text: str) -> bool:
    return bool(KOREAN.search(text) or ENGLISH.search(text))
