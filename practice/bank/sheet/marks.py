"""The line grammar: what marks a question, a heading, a rule."""

import re
from dataclasses import dataclass

STARS = "⭐★"
NUMBERED = re.compile(r"(?P<bold>\*\*|__)?(?P<number>\d{1,3})[.)](?P<unbold>\*\*|__)?\s+(?P<text>\S.*)")
ASKED = re.compile(r"(?P<bold>\*\*|__)?Q\s?-?(?P<number>\d{0,3})\s?[.:)](?P<unbold>\*\*|__)?\s*(?P<text>\S.*)", re.I)
HEADING = re.compile(r"(?P<quote>>\s?)?(?P<level>#{1,6})\s+(?P<text>\S.*)")
RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}")
ASKS = re.compile(r"(?:[?？]|(?:시오|세요|나요|까요?|는가|인가|은가)[.。]?)[\s\"')*_]*\Z")
BULLET = re.compile(r"[ \t]*[-*+][ \t]+\S")
BOLD_LINE = re.compile(r"(\*\*|__)([^*_]+)\1:?")
TOC_ENTRY = re.compile(r"\[[^\[\]]*\]\(#[^()]*\)")

# Stars and pictures with which authors grade or decorate what they number.
ORNAMENT = r"\u2600-\u27bf\u2b50\U0001f300-\U0001faff\ufe0f\u200d"
ORNAMENTS = re.compile(rf"(?P<signs>[{ORNAMENT}][{ORNAMENT} ]*)(?P<text>\S.*)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A question's first line. ``level`` is the heading's, 0 for a list's; ``sure`` if no list in an answer looks like it."""

    text: str
    number: int | None
    level: int = 0
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str
    numbered: Mark | None = None


def question_mark(line: str) -> Mark | None:
    """A question at column 0 that its line alone gives away."""
    heading = HEADING.match(line) if line[:1] in "#>" else None
    if heading:
        return _mark(ASKED.match(bared(heading["text"].strip())), level=len(heading["level"]), sure=True)
    return _mark(ASKED.match(line), sure=True) or _list_mark(line)


def heading(line: str) -> Heading | None:
    found = HEADING.match(line) if line[:1] in "#>" else None
    if not found or (found["quote"] and len(found["level"]) < 2):
        return None
    text = found["text"].strip()
    bare = text.rstrip("#")
    text = bare.rstrip() if bare.endswith((" ", "\t")) else text
    level = len(found["level"])
    # a section keeps what stands before its number: ids hang on its name
    numbered = NUMBERED.match(bared(text) if level > 2 else text)
    return Heading(level, plain(text), _mark(numbered, level=level, sure=True))


def bared(text: str) -> str:
    """A numbered heading without the ornaments before its number; stars among them go to its end, where they grade it."""
    found = ORNAMENTS.fullmatch(text)
    if not found or not (NUMBERED.match(found["text"]) or ASKED.match(found["text"])):
        return text
    stars = "".join(sign for sign in found["signs"] if sign in STARS)
    return f"{found['text']} {stars}".rstrip()


def section_title(found: Heading) -> str:
    """A section's name without its number."""
    return plain(found.numbered.text) if found.numbered else found.text


def plain(text: str) -> str:
    """A heading without the ornaments: the ornament sign and emphasis around the whole."""
    text = text.strip().lstrip("❖").strip()
    for sign in ("**", "__", "*", "_"):
        inner = text[len(sign) : -len(sign)]
        if text.startswith(sign) and text.endswith(sign) and inner and sign[0] not in inner:
            return inner.strip() or text
    return text


def asks(text: str) -> bool:
    return bool(ASKS.search(text[-40:]))


def is_signed(text: str) -> bool:
    """Whether the text ends in a question mark: less doubtful than what else asks."""
    return text.rstrip(" \t\"')*_").endswith(("?", "？"))


def starred(text: str) -> tuple[str, int]:
    """The text without the stars at its end, and how many there were."""
    bare = text.rstrip().rstrip(STARS + "\ufe0f \t")
    stars = sum(text[len(bare) :].count(star) for star in STARS)
    return (bare, stars) if stars and bare else (text.strip(), 0)


def _list_mark(line: str) -> Mark | None:
    mark = _mark(NUMBERED.match(line))
    inner = HEADING.match(mark.text) if mark else None
    if mark is None or inner is None:
        return mark
    return Mark(plain(inner["text"]), mark.number, level=len(inner["level"]), sure=True)


def _mark(found: re.Match[str] | None, level: int = 0, *, sure: bool = False) -> Mark | None:
    if found is None:
        return None
    text = found["text"].strip()
    if found["bold"] and not found["unbold"]:
        text = closed_bold(text, found["bold"])
    number = int(found["number"]) if found["number"] else None
    return Mark(text, number, level, sure) if text else None


def closed_bold(text: str, sign: str) -> str:
    """``**1. text** stars`` without the sign that closes what stood before the number."""
    at = text.find(sign)
    return (text[:at] + text[at + len(sign) :]).strip() if at >= 0 else text
