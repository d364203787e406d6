"""English words by light stemming: enough that plural, tense and common derivations meet."""

# ruff: noqa: E501  (word lists read better whole)

import re

IRREGULAR = {
    "ran": "run", "sent": "send", "lost": "lose", "kept": "keep", "held": "hold", "built": "build", "broke": "break", "broken": "break",
    "wrote": "write", "written": "write", "went": "go", "took": "take", "taken": "take", "gave": "give", "given": "give", "came": "come",
    "grew": "grow", "grown": "grow", "chose": "choose", "chosen": "choose", "fell": "fall", "fallen": "fall", "led": "lead", "left": "leave",
    "lit": "light", "fed": "feed", "met": "meet", "spent": "spend", "slept": "sleep", "found": "find", "bought": "buy", "saw": "see",
    "seen": "see", "knew": "know", "known": "know", "began": "begin", "begun": "begin", "stood": "stand", "hidden": "hide", "less": "less",
    "queries": "query", "indices": "index", "indexes": "index", "vertices": "vertex", "data": "data", "loss": "lose", "growth": "grow",
}  # fmt: skip

SUFFIXES = (
    "izations", "ization", "ations", "ation", "ments", "ment", "nesses", "ness", "ities", "ity", "ingly", "edly", "ings", "ing", "ically", "ically",
    "ions", "ion", "ances", "ance", "ences", "ence", "ables", "able", "ibles", "ible", "izes", "ized", "ize", "ises", "ised", "ise", "ers", "er", "ors", "or",
    "ives", "ive", "ally", "al", "ied", "ies", "ed", "es", "ly", "s", "e", "y",
)  # fmt: skip
VOWEL = re.compile(r"[aeiouy]")


def stem(word: str) -> str:
    """The lower-cased word without its commonest suffix; four letters or fewer lose only a plural s."""
    word = IRREGULAR.get(word, word)
    if word.endswith(("ss", "us", "is")) and not word.endswith("ness"):
        return word
    if len(word) <= 4:
        return word[:-1] if len(word) == 4 and word.endswith("s") else word
    for suffix in SUFFIXES:
        rest = word[: -len(suffix)]
        if word.endswith(suffix) and len(rest) >= 3 and VOWEL.search(rest):
            return _undoubled(rest)
    return word


def _undoubled(rest: str) -> str:
    if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] in "bdgklmnprt":
        return rest[:-1]
    return rest
