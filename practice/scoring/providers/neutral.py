"""An answer made harmless for a prompt, character for character: every offset stays what it was."""

import re
import unicodedata

# control, format and private characters, tags that hide text, separators that only some readers see as line ends
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
KEPT = "\n\t"

# tokens of chat templates, and tags named after a role
SPECIAL = re.compile(r"<\|[^|<>\n]{0,40}\|>|<\||\|>|\[/?INST\]|<</?SYS>>|<｜|｜>", re.I)
ROLE_TAG = re.compile(
    r"</?\s*(?:system|assistant|user|human|model|tool|developer|instructions?|prompt|answer|rubric|im_start|im_end"
    r"|start_of_turn|end_of_turn|endoftext|s|bos|eos|시스템|사용자|지시)\b[^<>\n]{0,80}>",
    re.I,
)
# a line that begins as if somebody else spoke
SPEAKER = re.compile(
    r"(?m)^[ \t>#*_\-\"']*(?:system|assistant|user|human|ai|model|tool|developer|grader|examiner|instructions?"
    r"|시스템|어시스턴트|사용자|관리자|개발자|채점자|평가자|면접관|지시(?:사항)?)[ \t*_]*(?P<mark>[:：\]])",
    re.I,
)
LOOKALIKE = str.maketrans("<>|[]", "＜＞｜［］")


def neutral(text: str) -> str:
    """The text in the same length: role markers lose the signs that make them markers, hidden characters are spaces."""
    seen = "".join(char if char in KEPT or unicodedata.category(char) not in HIDDEN else " " for char in text)
    for pattern in (SPECIAL, ROLE_TAG):
        seen = pattern.sub(lambda found: found.group().translate(LOOKALIKE), seen)
    return SPEAKER.sub(_unspoken, seen)


def _unspoken(found: re.Match[str]) -> str:
    return found.group()[:-1] + "꞉"  # a letter that looks like a colon and opens no turn


def without_markers(text: str) -> str:
    """The text in the same length with line ends in place of role markers: they tie no words together and are no words."""
    for pattern in (SPECIAL, ROLE_TAG):
        text = pattern.sub(lambda found: "\n" * len(found.group()), text)
    return text
