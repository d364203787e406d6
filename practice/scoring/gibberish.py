"""Random letters: text that neither language could hold."""

import re

from practice.scoring.letters import PAIRS, SYLLABLES

LATIN = re.compile(r"[A-Za-z]{3,}")
HANGUL = re.compile(r"[가-힣]")
JAMO = re.compile(r"[ㄱ-ㅎㅏ-ㅣ]")
LETTER = re.compile(r"[A-Za-z가-힣ㄱ-ㅎㅏ-ㅣ]")


def is_gibberish(text: str) -> bool:
    """Most of the letters are bare jamo, stand in impossible words, or are one letter said over and over."""
    letters = LETTER.findall(text)
    if not letters:
        return False
    bad = len(JAMO.findall(text)) + sum(len(word) for word in LATIN.findall(text) if impossible(word))
    return bad * 2 > len(letters) or _monotone(letters) or _strange(text)


def impossible(word: str) -> bool:
    """A third or more of its letter pairs are hardly ever seen; acronyms in capitals are words."""
    lower = word.lower()
    unseen = sum(lower[at : at + 2] not in PAIRS for at in range(len(lower) - 1))
    return unseen * 3 >= len(lower) - 1 and not (word.isupper() and len(word) <= 6)


def _monotone(letters: list[str]) -> bool:
    kinds = len({letter.lower() for letter in letters})
    return len(letters) >= 6 and kinds <= max(2, min(4, len(letters) // 12))


def _strange(text: str) -> bool:
    syllables = HANGUL.findall(text)
    return len(syllables) >= 4 and sum(syllable not in SYLLABLES for syllable in syllables) * 2 >= len(syllables)
