"""Where a line break ends a sentence: in notes that are typed line by line, not in text that an editor has wrapped."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

# 합니다, 해요, 봄, 없음, ㅋㅋ: nothing goes on behind these
ENDED = re.compile(r"(?:[가-힣](?:다|요|죠|음|임)|[됨함봄씀짐림옴감뜸줌둠킴침남]|[ㅋㅎㅠㅜ]+|[~^:;)]*\)|:)[\"'”’)\]`*_]*$")
# what must go on: a particle, an ending that ties to the next clause, a comma, a function word
OPEN = re.compile(
    r"(?:[,(/&+=-]|[가-힣](?:은|는|을|를|의|에|에서|에게|으로|로|와|과|고|며|면|면서|아서|어서|해서|라서|는데|은데|지만|니까|도록|려고|거나|도|만|부터|까지|보다|어야|아야|해야|하는|되는|있는|없는|한|할|된|될|했던)"
    r"|\b(?:and|or|but|so|because|if|when|while|which|that|who|the|an?|of|to|in|on|at|by|for|from|with|as|is|are|was|were|be|not|than|into|its|their|this|these))$",
    re.IGNORECASE,
)


def breaks(lines: Sequence[str]) -> list[bool]:
    """For each line of a paragraph but the last: whether its break ends a sentence.

    An editor breaks a line where the next word no longer fits. Where it would have fitted, a person did it, there and then
    everywhere in the paragraph; and where a sentence plainly ends, it does so without a full stop too.
    """
    bare = [line.strip() for line in lines]
    typed = _typed(bare)
    return [bool(ENDED.search(line)) or (typed and not OPEN.search(line)) for line in bare[:-1]]


def _typed(lines: Sequence[str]) -> bool:
    widest = max((_width(line) for line in lines), default=0)
    return any(_width(line) + 1 + _width(after.split(" ", 1)[0]) <= widest for line, after in pairwise(lines))


def _width(text: str) -> int:
    """In columns: a syllable of Hangul takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
