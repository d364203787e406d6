"""What a ``<summary>`` says its block is."""

import re
from dataclasses import dataclass
from typing import Literal

from practice.bank.model import Lang

Kind = Literal["text", "answer", "followups", "rubric", "hints", "one_minute", "extra"]

# The first that fits decides: a rubric for the answer is a rubric, the answer to a follow-up a follow-up.
KEYWORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("one_minute", re.compile(r"1분|일 ?분 (?:버전|답변)|one[- ]minute", re.I)),
    ("rubric", re.compile(r"채점|평가|면접관|루브릭|rubric|grading", re.I)),
    ("followups", re.compile(r"꼬리|추가 ?질문|심화 ?질문|follow[- ]?ups?", re.I)),
    ("hints", re.compile(r"힌트|\bhints?\b", re.I)),
    ("answer", re.compile(r"모범|예시 ?답|답안|답변|정답|해설|풀이|\b(?:answers?|solutions?)\b|^\W*답(?:\s|\W|$)", re.I)),
)
LANG = re.compile(r"\s*\((ko|en)\)$")
CONTENTS = re.compile(r"^\W*(?:목차|차례|table of contents|contents|toc)\W*$", re.I)
LONGEST = 60
# What a reader does with a folded block says nothing about what it holds.
FOLDING_KO = (
    "펼치기 펼쳐보기 펼쳐 펼쳐서 펼치려면 접기 접어두기 자세히 더 더보기 보기 보려면 열기 닫기 "
    "클릭 클릭하기 클릭하세요 클릭해서 클릭하여 토글 여기 여기를 눌러 눌러서 누르기 내용 내용보기 자세히보기 확인 확인하기"
)
FOLDING_EN = "click here to see view show hide more less expand collapse unfold toggle open close reveal details detail me the"
WORD = re.compile(r"\w+")
USUAL_KO = "보기 펼치기 확인 확인하기 예시 및 와 과 기준 포인트 의도 질문 버전 접기 열기"
USUAL_EN = (
    "click to show see view the a an and for here open reveal model sample example expected possible suggested "
    "question questions version criteria points"
)
USUAL = frozenset([*USUAL_KO.split(" "), *USUAL_EN.split(" ")])

FOLDING = frozenset([*FOLDING_KO.split(), *FOLDING_EN.split()])

LABELS: dict[Kind, dict[Lang, str]] = {
    "text": {"ko": "질문", "en": "Question"},
    "answer": {"ko": "모범 답안", "en": "Model answer"},
    "followups": {"ko": "꼬리질문", "en": "Follow-ups"},
    "rubric": {"ko": "채점 기준", "en": "Rubric"},
    "hints": {"ko": "힌트", "en": "Hints"},
    "one_minute": {"ko": "1분 버전", "en": "One-minute version"},
}


@dataclass(frozen=True, slots=True)
class Label:
    """``own`` is a question that follows the keyword in the label, ``beyond`` are words that mean nothing to us."""

    kind: Kind
    lang: Lang | None = None
    own: str = ""
    beyond: str = ""


def label_of(summary: str) -> Label | None:
    """What the label stands for; None for one that means nothing to us."""
    bare, lang = without_lang(summary)
    if lang and bare in LABELS["text"].values():
        return Label("text", lang)
    if len(bare) > LONGEST and not bare.startswith(("꼬리", "추가", "심화")):
        return None
    for kind, pattern in KEYWORDS:
        found = pattern.search(bare)
        if found and (not bare.endswith(("?", "？")) or found.start() < 3):
            own = _own(bare) if kind == "followups" else ""
            return Label(kind, lang, own, "" if own else _beyond(bare))
    return None


def is_generic(summary: str) -> bool:
    """Whether a label only invites to open its block: it is no question, and no name of anything."""
    return all(word.casefold() in FOLDING for word in WORD.findall(without_lang(summary)[0]))


def _beyond(label: str) -> str:
    for _, pattern in KEYWORDS:
        label = pattern.sub(" ", label)
    return " ".join(word for word in WORD.findall(label) if word.casefold() not in USUAL)


def without_lang(summary: str) -> tuple[str, Lang | None]:
    """``Rubric (en)`` is ``Rubric`` in English."""
    found = LANG.search(summary[-16:])
    if not found:
        return summary.strip(), None
    return summary[: len(summary) - len(found.group())].strip(), "ko" if found[1] == "ko" else "en"


def _own(label: str) -> str:
    parts = re.split(r"\s*[:：·]\s*", label, maxsplit=1)
    return parts[1] if len(parts) == 2 else ""
