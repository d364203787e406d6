# ruff: noqa: E501  (whole sentences as people write them)
from dataclasses import replace

import numpy as np
import pytest

from practice.bank.derived import prose
from practice.bank.model import Lang, Question, Text
from practice.bank.shipped import load
from practice.embedding.port import Encoder, Kind, Vectors
from practice.scoring.coefficients import UNSCALED
from practice.scoring.derived import as_judged
from practice.scoring.estimate import ModelAnswer, stretched
from practice.scoring.rubric import RubricScorer

GOOD: dict[Lang, str] = {
    "ko": "I/O 작업은 네트워크 응답을 기다리고 CPU 작업은 코어를 계속 씁니다. 한 큐에 섞으면 긴 작업이 앞을 막아 짧은 요청이 늦어지니 나눕니다.",
    "en": "I/O work waits for the network and CPU work keeps a core busy. In one queue a long job blocks the short requests behind it.",
}
POOR: dict[Lang, str] = {"ko": "CPU 큐와 I/O 큐를 나누면 좋습니다.", "en": "Splitting the I/O queue and the CPU queue is good."}
KEYWORDS: dict[Lang, str] = {
    "ko": "I/O, 네트워크, CPU, 코어, 큐, 스레드, 프로세스, 임베딩, 지연",
    "en": "I/O, network, CPU, core, queue, thread, process, embedding, latency",
}


@pytest.fixture
def bare(queues: Question) -> Question:
    return replace(queues, rubric=())


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_without_a_rubric_better_answers_get_more(lang: Lang, bare: Question, scorer: RubricScorer) -> None:
    good, poor = scorer.judge(GOOD[lang], lang, bare), scorer.judge(POOR[lang], lang, bare)
    assert good.overall >= 50 and good.overall >= poor.overall + 20
    assert good.uncertain and poor.uncertain


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_model_answer_gets_everything_and_a_list_nothing(lang: Lang, bare: Question, scorer: RubricScorer) -> None:
    assert scorer.judge(bare.answer.get(lang), lang, bare).overall == 100
    assert scorer.judge(KEYWORDS[lang], lang, bare).overall == 0


# a question, and an answer to it that shares hardly a word with it
FIGURES_OF_SPEECH: dict[Lang, tuple[str, str]] = {
    "ko": (
        "recommend-practice-questions-cold-start",
        "처음 온 손님한테는 어느 자리를 노리는지부터 묻고, 과목마다 한 숟갈씩 담은 맛보기 상을 내서 어디가 약한지 봅니다. 갓 들어온 물건은 남들이 뭘 집었는지로는 영영 안 보이니까, 적힌 내용이 닮은 것끼리 묶어서 같이 내놓습니다.",
    ),
    "en": (
        "search-query-never-behind-bulk-embedding",
        "It's a bank with one express window of its own. Somebody with a quick question walks straight up to a clerk who is always waiting there, and whoever brings a mountain of papers is sent to the window at the back.",
    ),
}
ELSEWHERE: dict[Lang, str] = {
    "ko": "저는 주말마다 산에 갑니다. 정상에서 먹는 김밥이 제일 맛있고, 내려와서는 막걸리를 한 잔 합니다.",
    "en": "I go hiking every weekend. The rice rolls at the summit taste best, and on the way down I have a glass of beer.",
}


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_what_resembles_the_model_answer_as_a_whole_is_not_off_the_topic(lang: Lang, scorer: RubricScorer) -> None:
    asked, said = FIGURES_OF_SPEECH[lang]
    (question,) = [one for one in load().questions if one.id == asked]
    score = scorer.judge(said, lang, replace(question, rubric=()))
    assert score.gate is None and score.overall < 50 and score.uncertain
    assert scorer.judge(ELSEWHERE[lang], lang, replace(question, rubric=())).gate == "off_topic"
    # where there are points to find, their words decide
    assert scorer.judge(ELSEWHERE[lang], lang, question).gate == "off_topic"


def test_a_long_model_answer_need_not_be_said_whole_and_a_sentence_must(queues: Question, scorer: RubricScorer) -> None:
    def model(sentences: str) -> ModelAnswer:
        found = scorer.sheet(as_judged(replace(queues, answer=Text(en=sentences), rubric=())), "en").model
        assert found is not None
        return found

    one, three, many = (model(" ".join([f"Queue {number} waits for the network." for number in range(n)])) for n in (1, 3, 9))
    assert (one.long, three.long, many.long) == (0, 0.5, 1)
    assert stretched((0.1, 0.8), one) == (0, 1)
    assert stretched((0.1, 0.8), three) == pytest.approx((0.05, 0.9))
    assert stretched((0.1, 0.8), many) == (0.1, pytest.approx(0.8))


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_right_answer_is_worth_more_than_its_share_of_a_long_model_answer(
    lang: Lang, engine: Encoder, scorer: RubricScorer
) -> None:
    (question,) = [one for one in load().questions if one.id == "search-query-never-behind-bulk-embedding"]
    words, bare = question.answer.get(lang), replace(question, rubric=())
    part = words[: len(words) // 4]
    assert scorer.judge(part, lang, bare).overall > RubricScorer(engine, scales=UNSCALED).judge(part, lang, bare).overall
    assert scorer.judge(words, lang, bare).overall == 100


def test_code_links_and_headings_of_the_model_answer_need_not_be_said(scorer: RubricScorer) -> None:
    words = "==는 두 변수가 같은 참조인지 비교하고, equals()는 값이 같은지 비교합니다."
    said = "==는 두 변수가 같은 참조인지 비교하고 equals는 값이 같은지 비교합니다."
    around = '```java\nString a = new String("x");\n```\n\n#### 참고\n\n- [어느 기술 블로그의 글](https://example.org/equals)\n'

    def worth(answer: str) -> int:
        question = Question("equals", "java", Text(ko="자바에서 ==와 equals의 차이는?"), answer=Text(ko=answer))
        return scorer.judge(said, "ko", question).overall

    assert worth(f"{words}\n\n{around}") == worth(words) >= 90
    assert prose(f"{words}\n\n{around}") == words
    assert prose("```sql\nselect 1\n```") == "```sql\nselect 1\n```"


def test_who_leaves_claims_out_has_not_said_everything(scorer: RubricScorer) -> None:
    parts = (
        "TCP는 연결형 프로토콜로 3-way handshake로 연결을 맺고 순서 보장과 재전송을 합니다.",
        "신뢰성은 높지만 오버헤드가 커서 느립니다.",
        "UDP는 비연결형으로 순서와 도착을 보장하지 않지만 빠릅니다.",
    )
    question = Question("tcp", "network", Text(ko="TCP와 UDP의 차이를 설명해 주세요."), answer=Text(ko=" ".join(parts)))
    half, whole = scorer.judge(parts[0], "ko", question), scorer.judge(" ".join(parts), "ko", question)
    assert any(point.verdict == "missed" for point in half.points) and half.overall < whole.overall == 100


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_its_summary_speaks_of_the_model_answer_and_not_of_a_rubric(lang: Lang, bare: Question, scorer: RubricScorer) -> None:
    summary = scorer.judge(GOOD[lang], lang, bare).summary
    assert {"ko": "모범 답변", "en": "model answer"}[lang] in summary
    assert not any(words in summary for words in ("가운데", "of 3 points", "points clearly"))
    assert {"ko": "사실인지까지 가리지는 못합니다", "en": "cannot tell whether everything is true"}[lang] in summary


def test_an_answer_in_another_language_is_told_so_and_is_not_off_the_topic(queues: Question, scorer: RubricScorer) -> None:
    assert queues.answer.ko
    korean = replace(queues, text=Text(ko=queues.text.ko), answer=Text(ko=queues.answer.ko), rubric=())
    score = scorer.judge(GOOD["en"], "en", korean)
    assert score.gate is None and "another language" in score.summary and score.uncertain


class OneByOne:
    """The same model, asked for one text a call."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.model = encoder.model

    def encode(self, texts: list[str], kind: Kind) -> Vectors:
        return np.concatenate([self._encoder.encode([text], kind) for text in texts])


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_scores_do_not_depend_on_batch_mates(lang: Lang, queues: Question, bare: Question, engine: Encoder) -> None:
    together, alone = RubricScorer(engine), RubricScorer(OneByOne(engine))  # type: ignore[arg-type]
    for question in (queues, bare):
        assert together.judge(GOOD[lang], lang, question) == alone.judge(GOOD[lang], lang, question)
