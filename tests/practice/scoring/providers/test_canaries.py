"""Attempts to steer the grading from inside an answer: none gains anything, none leaves the field that holds the answer."""

import asyncio
import json
import re
from pathlib import Path

import pytest
import yaml

from practice.answers.text import checked_text, language_of
from practice.bank.model import Lang, Question
from practice.embedding.engine import Engine
from practice.scoring.providers.asking import ModelProvider
from practice.scoring.providers.judge import Judge
from practice.scoring.providers.neutral import neutral
from practice.scoring.rubric import RubricScorer
from tests.doubles.provider.judging import marker
from tests.doubles.provider.running import RunningDouble
from tests.practice.scoring.providers.conftest import settings_for

FILE = Path(__file__).parents[3] / "fixtures" / "injections.yaml"
PAYLOADS: dict[str, list[str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
CASES = [(kind, text) for kind, texts in PAYLOADS.items() for text in texts]
# weak answers, so that there is much to gain; each makes one point clearly
WEAK: dict[Lang, str] = {
    "ko": "릴레이가 커밋된 이벤트를 읽어서 나중에 Redis로 발행합니다.",
    "en": "The event is written as a row in the same transaction as the result, and a separate relay publishes it later.",
}
MARK = re.compile(r"[0-9a-f]{32}")


def with_payload(text: str) -> str:
    return checked_text(f"{WEAK[language_of(text)]}\n{text}", 20_000)


def test_there_are_enough_of_every_class() -> None:
    assert len(CASES) >= 60
    assert len({text for _, text in CASES}) == len(CASES)
    assert sum(language_of(text) == "ko" for _, text in CASES) >= 15


STEPS = ("missed", "partial", "met")


def test_the_offline_scorer_lets_none_tip_more_than_one_point_by_one_step(engine: Engine, question: Question) -> None:
    """Text behind an answer lies near some point or other, whatever it says; an order is read as text and gets no more."""
    scorer = RubricScorer(engine)

    def verdicts(text: str, lang: Lang) -> list[int]:
        return [STEPS.index(point.verdict) for point in scorer.judge(text, lang, question).points if point.weight > 0]

    plain: dict[Lang, list[int]] = {lang: verdicts(text, lang) for lang, text in WEAK.items()}
    gained = {}
    for _, text in CASES:
        lang = language_of(text)
        steps = [after - before for before, after in zip(plain[lang], verdicts(with_payload(text), lang), strict=True)]
        if sum(step for step in steps if step > 0) > 1:
            gained[text] = steps
    assert gained == {}


@pytest.mark.parametrize("wire", ["openai", "gemini"])
def test_a_provider_gets_each_as_data_and_the_instructions_never_change(
    double: RunningDouble, question: Question, wire: str
) -> None:
    async def ask_all() -> None:
        provider = ModelProvider(settings_for(wire, double))
        judge = Judge(provider, 1, asyncio.Semaphore(8))
        answers = [with_payload(text) for _, text in CASES]
        await asyncio.gather(*(judge.judge(answer, "ko", question, lambda *_: None) for answer in answers))
        await provider.close()

    asyncio.run(ask_all())
    sent = {}
    for request in double.requests:
        instructions, user = parts_of(request["body"], wire)
        data = json.loads(user)
        mark = MARK.findall(data["answer"])[0]
        sent[data["answer"].removeprefix(f"<{mark}>\n").removesuffix(f"\n</{mark}>")] = (instructions, mark)
    # an instruction that differs in more than its delimiter would have let an answer in
    assert len({instructions.replace(mark, "MARK") for instructions, mark in sent.values()}) == 1
    assert len({mark for _, mark in sent.values()}) == len(CASES)
    for _, text in CASES:
        inside = neutral(with_payload(text))
        instructions, mark = sent[inside]
        assert mark not in inside
        assert marker(inside) is None
        assert neutral(checked_text(text, 20_000)) not in instructions


def parts_of(body: dict, wire: str) -> tuple[str, str]:  # type: ignore[type-arg]
    if wire == "openai":
        system, user = body["messages"]
        return system["content"], user["content"]
    (content,) = body["contents"]
    return "".join(part["text"] for part in body["systemInstruction"]["parts"]), content["parts"][0]["text"]
