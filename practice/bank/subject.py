"""What a question asks about: its words without those of which any question is made."""

import re
from difflib import SequenceMatcher

STOCK = re.compile(
    "무엇|무슨|뭐|뭔|어떤|어떻|어떠|어느|왜|언제|어디|누가|설명|말씀|말해|이야기|얘기|차이|이유|장단|장점|단점|특징|비교|대해|대한|"
    "관해|관한|주세|주십|해보|있나|있습|되나|됩니|하나|합니|인가|입니|사용|쓰나|씁니|정의|개념|역할|그리고|각각|"
    r"(?:what|which|when|where|who|why|how|is|are|was|do|does|did|can|could|would|should|the|an?|and|or|of|to|in|on|for|with|"
    r"you|your|we|it|me|about|between|explain|describe|tell|compare|differences?|use|used)\Z"
)
# a letter or two put right in a word, not another word
MENDED = 0.7
FEW = 4


def subject(words: str) -> frozenset[str]:
    return frozenset(word for word in words.split() if not STOCK.match(word))


def of_one_thing(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two questions may ask about the same: ``What is TCP?`` and ``What is UDP?`` share all but what they are about."""
    if not mine or not theirs or any(_begin_alike(one, other) for one in mine for other in theirs):
        return True
    few = len(mine) <= FEW and len(theirs) <= FEW
    return few and any(SequenceMatcher(None, one, other).ratio() >= MENDED for one in mine for other in theirs)


def _begin_alike(one: str, other: str) -> bool:
    """Particles and endings differ; of a word of two letters one may be such."""
    alike = min(2, len(one) - 1, len(other) - 1) or 1
    return one[:alike] == other[:alike]
