"""A rubric for a question that has none: the claims of its model answer, one point each, marked by their ids."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from practice.bank.model import Lang, Question, RubricPoint, Text

PREFIX = "derived-"
MOST = 7
# "(SELECT ... FOR UPDATE)" goes on
SENTENCE_END = re.compile(r"(?<=[.!?。])(?<!\.\.)\s+(?=\S)|\n+")
ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|Mr|Dr|No|Fig)\.|\b[A-Z]\.|\b\d{1,3}\.)$")
FILLER = re.compile(
    r"^(?:예를 들어|예컨대|참고로|정리하면|요약하면|결론적으로|감사합니다|다음과 같"
    r"|for example|for instance|in short|to sum up|in summary|note that|that said|see )",
    re.I,
)
TAG = re.compile(r"</?[a-z][a-z0-9]*\b[^<>]*>", re.I)
TECHNICAL = re.compile(r"[A-Za-z][\w.+-]*[A-Z0-9_.+-]\w*|\d+")
WORD = re.compile(r"\w+")
PREDICATE = re.compile(r"(?:다|요|음|됨|함)[.!]?$")


def with_derived_rubric(question: Question, lang: Lang | None = None) -> Question:
    """The question with a rubric drawn from its answer; unchanged if it has one, or if there is nothing to draw from.

    With ``lang`` the claims come from the answer in that language. Without it they are paired where both answers make
    equally many, and come from the Korean answer, or the only one, where they do not.
    """
    if question.rubric or not question.answer:
        return question
    if lang:
        return replace(question, rubric=_points([_text(lang, claim) for claim in _best(claims(question.answer.get(lang)))]))
    korean, english = claims(question.answer.ko or ""), claims(question.answer.en or "")
    if korean and len(korean) == len(english):
        kept = _places(korean)
        return replace(question, rubric=_points([Text(ko=korean[at], en=english[at]) for at in kept]))
    own: Lang = "ko" if korean else "en"
    return replace(question, rubric=_points([_text(own, claim) for claim in _best(korean or english)]))


def is_derived(point: RubricPoint) -> bool:
    return point.id.startswith(PREFIX)


def claims(answer: str) -> list[str]:
    """The sentences of a Markdown answer that claim something: no code, no headings, no tables, no filler, none twice."""
    found: dict[str, None] = {}
    for paragraph in _paragraphs(_parsed(answer)):
        for sentence in _sentences(paragraph):
            if _claims_something(sentence):
                found.setdefault(sentence)
    return list(found)


def prose(answer: str) -> str:
    """What a Markdown answer says in words: no code, no headings, no tables, no pictures, no line that is only a link.

    Whoever answers says none of that. The answer as it is where nothing else stands in it.
    """
    return "\n".join(said for said in _paragraphs(_parsed(answer)) if said.strip()) or answer


def _parsed(answer: str) -> list[Token]:
    return MarkdownIt("commonmark", {"maxNesting": 20}).enable("table").parse(answer)


def _paragraphs(tokens: list[Token]) -> Iterator[str]:
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline" and before is not None and before.type == "paragraph_open":
            yield "" if _is_link(token.children or []) else _said(token.children or [])
        elif token.type == "html_block":
            yield TAG.sub("\n", token.content)


def _is_link(children: list[Token]) -> bool:
    """Nothing stands in the paragraph but links, as in a list of references."""
    depth, bare = 0, True
    for child in children:
        depth += child.nesting if child.type.startswith("link") else 0
        bare = bare and (depth > 0 or child.type.startswith("link") or not child.content.strip())
    return bare and any(child.type == "link_open" for child in children)


def _said(children: list[Token]) -> str:
    """The words of a paragraph without emphasis, links and images; names in code spans stay."""
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    words = (child.content if child.type in ("text", "code_inline") else breaks.get(child.type, "") for child in children)
    return "".join(words)


def _sentences(paragraph: str) -> Iterator[str]:
    waiting = ""
    for part in SENTENCE_END.split(paragraph):
        sentence = f"{waiting} {part}".strip() if waiting else part.strip()
        waiting = sentence if ABBREVIATION.search(sentence[-12:]) else ""
        if sentence and not waiting:
            yield sentence
    if waiting:
        yield waiting


def _claims_something(sentence: str) -> bool:
    if sentence.endswith(("?", "？", ":", "：")) or FILLER.match(sentence):
        return False
    words = WORD.findall(sentence)
    letters = sum(map(len, words))
    # two Korean words are a sentence: 인메모리라 빠르다
    return (len(words) >= 3 and letters >= 9) or (len(words) == 2 and letters >= 6 and bool(PREDICATE.search(sentence)))


def _best(found: list[str]) -> list[str]:
    return [found[at] for at in _places(found)]


def _places(found: list[str]) -> list[int]:
    """Places of the claims that say most, in their own order."""
    ranked = sorted(range(len(found)), key=lambda at: (-_substance(found[at]), at))
    return sorted(ranked[:MOST])


def _substance(sentence: str) -> float:
    """More words say more up to a point; names and numbers say most."""
    return min(len(WORD.findall(sentence)), 20) + 2 * min(len(TECHNICAL.findall(sentence)), 4)


def _points(texts: list[Text]) -> tuple[RubricPoint, ...]:
    return tuple(RubricPoint(_id(text), 1, text) for text in texts)


def _id(text: Text) -> str:
    return PREFIX + hashlib.sha256((text.ko or text.en or "").encode(errors="replace")).hexdigest()[:12]


def _text(lang: Lang, claim: str) -> Text:
    return Text(ko=claim) if lang == "ko" else Text(en=claim)
