"""What makes a sentence of words: particles, endings and function words. A list of keywords has none."""

# ruff: noqa: E501  (patterns read better whole)

import re

from practice.scoring.stopwords import ENGLISH

# a particle may hang on a Latin word, a number or a bracket: "p50은", "MVCC의", "(queue)를"
KOREAN_TIE = re.compile(
    r"[가-힣A-Za-z0-9)`](?:은|는|을|를|에|에서|으로|로|의|와|과|랑|하고|까지|부터|보다|처럼|마다|에게|한테|께|라서|아서|어서|해서|걸|든|이|가|도|만|고|며|면|서|므로|지만|니까|더니|다|요|죠|음|함|됨|게"
    r"|도록|려고|는지|인지|해|기|할|한|된|될|하는|되는|어야|아야)(?![가-힣])"
)
# notes end in a noun that says what is done: 트래픽 차단, DB 체크 금지
NOTED = re.compile(
    r"(?<=[가-힣A-Za-z0-9)`] )(?:확인|비교|체크|점검|제외|차단|반복|축소|확대|금지|없음|있음|한계|전용|추가|삭제|재시도|재시작|종료|유지|증가|감소|필요|가능|불가능?|발생|방지|보장|적용|제한|분리|측정|복구|반환|거절|허용)"
    r"(?=\s*(?:[,.;)/]|$))",
    re.MULTILINE,
)
WHEN = re.compile(r"(?<=[가-힣A-Za-z]) 시(?=[\s,])|\bvs\b\.?")
# of a Mermaid diagram: it says what goes where
ARROW = re.compile(r"--+>|==+>|-\.+->|--?>>|[→⇒]")
LATIN_WORD = re.compile(r"[A-Za-z']+")


def ties(text: str) -> int:
    """How many words of the text tie others together."""
    latin = sum(word.lower() in ENGLISH for word in LATIN_WORD.findall(text))
    noted = 2 * (len(NOTED.findall(text)) + len(WHEN.findall(text)))
    return latin + len(KOREAN_TIE.findall(text)) + len(ARROW.findall(text)) + noted
