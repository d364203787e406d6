"""An answer made harmless for a prompt, character for character: every offset stays what it was."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

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
# a line that begins as if somebody else spoke: behind bullets, a number, quotes or an opening bracket a role, with or without a
# word for what it says, and a colon or a closing bracket
BEFORE = r"[ \t>#*_\-+•·‣◦▪●○–—\"'“‘`~|/\[(\{<【［（〔〈《「『｛＜]"
BEHIND = r"[ \t*_\"'”’`\])\}】］）〕〉》」』｝＞]"
SPEAKER = re.compile(
    rf"(?m)^(?:{BEFORE}*\d{{1,3}}[.)]?)?{BEFORE}*"
    r"(?:system|assistant|user|human|ai|model|tool|developer|grader|examiner|instructions?"
    r"|시스템|어시스턴트|사용자|관리자|개발자|채점자|평가자|면접관|지시(?:사항)?)"
    r"(?:[ \t_\-]*(?:prompts?|messages?|instructions?|notes?|role|프롬프트|메시지|메세지|지시(?:사항)?|명령))?"
    rf"(?P<marks>{BEHIND}*[:：\]】］〕])",
    re.I,
)
MARKS = re.compile(r"[:：\])\}】］）〕]")
LOOKALIKE = str.maketrans("<>|[]", "＜＞｜［］")


def neutral(text: str) -> str:
    """The text in the same length: role markers lose the signs that make them markers, hidden characters are spaces."""
    seen = "".join(char if char in KEPT or unicodedata.category(char) not in HIDDEN else " " for char in text)
    for pattern in (SPECIAL, ROLE_TAG):
        seen = _replaced(pattern, seen, lambda marker: marker.translate(LOOKALIKE))
    return _replaced(SPEAKER, seen, _unspoken)


def _replaced(pattern: re.Pattern[str], text: str, by: Callable[[str], str]) -> str:
    """The text with ``by`` done to what the pattern finds, whatever the width and the style of its letters."""
    parts, done = [], 0
    for found in pattern.finditer(_plain(text)):
        first = found.start("marks") if "marks" in pattern.groupindex else found.start()
        parts += [text[done:first], by(text[first : found.end()])]
        done = found.end()
    return "".join([*parts, text[done:]])


def _plain(text: str) -> str:
    """Letters that are forms of another one (ｓ, 𝐬, ⓢ) as that one, each in its place."""
    return text if text.isascii() else "".join(map(_plain_letter, text))


@lru_cache(8192)
def _plain_letter(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 and plain.isalnum() else char


def _unspoken(marks: str) -> str:
    return MARKS.sub("꞉", marks)  # a letter that looks like a colon and opens no turn


def without_markers(text: str) -> str:
    """The text in the same length with line ends in place of role markers: they tie no words together and are no words."""
    for pattern in (SPECIAL, ROLE_TAG):
        text = pattern.sub(lambda found: "\n" * len(found.group()), text)
    return text
