"""The smallest pieces that still say something: split at commas and at every connective, however short the piece."""

import re

CONNECTIVE = re.compile(
    r"[,;:.!?]\s|[()]|\s[-–—]\s"
    r"|(?<=[가-힣](?:고|며|서|면|데|만|니))\s+|(?<=까)\s+"
    r"|(?<!\s)\s+(?=(?:and|but|because|so|while|whereas|which|although|then|if|when|since|or)\b)",
    re.IGNORECASE,
)
# these look like connectives and hold their clause together
NOUNS = r"(?<![이가]\s)(?<!너무\s)(?<!더\s)커서|순서|문서|센서|화면|장면|측면|표면|광고|경고|가운데"
# longer than any of them with what stands before it
NEAR = 10
HELD = re.compile(rf"(?:에서|으로서|로서|만|서로|따라서|그리고|하지만|그래서|{NOUNS})$")


def chunks(text: str) -> tuple[str, ...]:
    """The pieces in reading order, none blank."""
    found, begin = [], 0
    for mark in CONNECTIVE.finditer(text):
        if not HELD.search(text[max(begin, mark.start() - NEAR) : mark.start()]):
            found.append(text[begin : mark.start()])
            begin = mark.end()
    return tuple(piece.strip() for piece in (*found, text[begin:]) if piece.strip())
