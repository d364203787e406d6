"""The content words of a text, stemmed, with where they stand."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from practice.scoring import english, korean
from practice.scoring.loanwords import native
from practice.scoring.stopwords import COMMON, ENGLISH, KOREAN

WORD = re.compile(r"[A-Za-z](?:[A-Za-z0-9]|[+#](?![A-Za-z]))*(?:'[a-z]+)?|\d+(?:[.,]\d+)*|[가-힣]+")
# people of one trade say the same words; a few megabytes save most of the stemming
WORDS = 1 << 14
# no word of a language is longer, and a wall of letters would fill the memory that was meant for words
LONGEST_KEPT = 40
# from here on two words are one in two forms
SHARED = 0.8


@dataclass(frozen=True, slots=True)
class Term:
    """One content word: how it is compared (stem, root) and where it stands (offsets in the text it was taken from)."""

    stem: str
    root: str
    word: str
    start: int
    end: int

    @property
    def weight(self) -> float:
        """How much sharing it says: little for words that stand in every technical answer."""
        return 0.4 if self.stem in COMMON else 1.0


def terms(text: str) -> tuple[Term, ...]:
    """Content words in reading order; particles, endings and stop words are gone."""
    return tuple(term for match in WORD.finditer(text) if (term := _term(match)))


def stem_of(word: str) -> str:
    """The stem of any one word, small ones too: an English stem in lower case, a Korean word without its particle."""
    return english.stem(word.lower()) if word[0] < "가" else korean.noun_stem(word)


def _term(match: re.Match[str]) -> Term | None:
    word = match[0]
    read = _korean if word[0] >= "가" else _latin
    stem, root = read(word) if len(word) <= LONGEST_KEPT else read.__wrapped__(word)
    return Term(stem, root, word, match.start(), match.end()) if stem else None


@lru_cache(WORDS)
def _latin(word: str) -> tuple[str, str]:
    lower = word.lower().split("'")[0]
    if lower in ENGLISH or (len(lower) == 1 and not lower.isdigit() and not word.isupper()):
        return "", ""
    stem = native(lower) or english.stem(lower)
    return stem, stem


@lru_cache(WORDS)
def _korean(word: str) -> tuple[str, str]:
    if word in KOREAN or word in korean.PARTICLES:
        return "", ""
    noun = korean.noun_stem(word)
    stem = korean.light_verb_stem(word) or noun
    if stem in KOREAN or noun in KOREAN:
        return "", ""
    root = korean.jamo_stem(word)
    if root in korean.AUXILIARIES:
        return "", ""
    return native(stem) or native(noun) or stem, root


def alike(one: Term, two: Term) -> float:
    """How far two content words are the same: 1 by stem, .9 inside a compound, .8 by root of a verb, else 0."""
    if one.stem == two.stem:
        return 1.0
    shorter, longer = sorted((one.stem, two.stem), key=len)
    if len(shorter) >= 2 and shorter[0] >= "가" and shorter in longer:
        return 0.9 if len(shorter) >= 3 or longer.startswith(shorter) else 0.6
    if len(shorter) >= 5 and shorter[0].isascii() and longer.startswith(shorter):
        return 0.8
    both_korean = one.word[0] >= "가" and two.word[0] >= "가"
    return 0.8 if both_korean and korean.same_root(one.root, two.root) else 0.0


def share(some: Iterable[Term], others: Sequence[Term]) -> bool:
    """Whether a word of the one stands in the other too, in whatever form."""
    return any(alike(one, two) >= SHARED for one in some for two in others)
