# ruff: noqa: E501  (whole sentences as people write them)
import unicodedata
from dataclasses import replace

import pytest

from practice.bank.model import Lang, Question, Text
from practice.embedding.port import Encoder
from practice.errors import EncoderUnavailable
from practice.scoring.model import PointScore
from practice.scoring.rubric import RubricScorer, judge, provenance


def verdicts(scorer: RubricScorer, text: str, lang: Lang, question: Question) -> dict[str, str]:
    return {point.id: point.verdict for point in scorer.judge(text, lang, question).points}


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_model_answer_makes_every_point_and_is_recognised(lang: Lang, queues: Question, scorer: RubricScorer) -> None:
    score = scorer.judge(queues.answer.get(lang), lang, queues)
    assert (score.overall, score.gate) == (100, "pasted_model_answer")


@pytest.mark.parametrize(
    ("text", "lang", "least"),
    [
        (
            "I/O 작업은 응답을 기다리는 시간이 대부분이고 CPU 작업은 코어를 붙잡습니다. 같이 두면 오래 걸리는 작업 뒤에서 짧은 요청이 밀립니다. "
            "I/O 쪽은 스레드를 넉넉히, CPU 쪽은 프로세스를 코어 수만큼만 둡니다.",
            "ko",
            70,
        ),
        (
            "I/O jobs mostly wait for the network, CPU jobs hold on to a core. Put together, short requests get stuck behind long jobs. "
            "Run many threads for I/O and one process per core for CPU.",
            "en",
            70,
        ),
    ],
)
def test_a_short_correct_answer_scores_high(text: str, lang: Lang, least: int, queues: Question, scorer: RubricScorer) -> None:
    assert scorer.judge(text, lang, queues).overall >= least


def test_a_partial_answer_gets_the_points_it_makes(queues: Question, scorer: RubricScorer) -> None:
    found = verdicts(scorer, "큐 하나에 다 넣으면 긴 작업이 앞을 막아 뒤의 짧은 요청이 늦어집니다.", "ko", queues)
    assert found["block"] == "met"
    assert found["size"] == "missed"


@pytest.mark.parametrize(
    ("text", "lang", "stated"),
    [
        ("스레드를 늘리면 CPU 작업도 그만큼 빨라집니다.", "ko", "met"),
        ("스레드를 늘려도 CPU 작업은 빨라지지 않습니다.", "ko", "missed"),
        ("스레드를 늘리면 CPU 작업도 빨라진다는 건 오해입니다.", "ko", "missed"),
        ("스레드를 늘리면 CPU 작업도 그만큼 빨라진다고들 하는데 그건 아닙니다.", "ko", "missed"),
        ("흔히 스레드를 늘리면 CPU 작업도 그만큼 빨라진다고 생각하지만 실제로는 다릅니다.", "ko", "missed"),
        ("저는 스레드를 늘리면 CPU 작업도 그만큼 빨라진다고 보지 않습니다.", "ko", "missed"),
        ("스레드를 늘리면 CPU 작업도 그만큼 빨라진다고 합니다. 하지만 사실이 아니에요.", "ko", "missed"),
        ("스레드를 늘리면 CPU 작업도 그만큼 빨라진다고 생각합니다. 다른 방법은 필요하지 않습니다.", "ko", "met"),
        ("Adding more threads makes CPU work faster in proportion.", "en", "met"),
        ("People say that adding threads makes CPU work faster in proportion, but that is not true.", "en", "missed"),
        ("I don't believe that adding threads makes CPU work faster in proportion.", "en", "missed"),
        ("Adding threads makes CPU work faster in proportion? No.", "en", "missed"),
        ("I believe that adding threads makes CPU work faster in proportion, so we do not need anything else.", "en", "met"),
        ("Adding more threads does not make CPU work faster.", "en", "missed"),
    ],
)
def test_a_misconception_costs_only_when_it_is_stated(
    text: str, lang: Lang, stated: str, queues: Question, scorer: RubricScorer
) -> None:
    assert verdicts(scorer, text, lang, queues)["more-threads"] == stated


def test_a_denied_point_is_not_made(queues: Question, scorer: RubricScorer) -> None:
    text = "한 큐에 섞어도 긴 작업이 앞을 막지 않아서 짧은 요청은 늦어지지 않습니다."
    assert verdicts(scorer, text, "ko", queues)["block"] == "missed"


def test_keywords_alone_make_no_point(queues: Question, scorer: RubricScorer) -> None:
    text = "네트워크, CPU, 코어, 점유, 큐, 작업, 스레드, 프로세스, 임베딩, head-of-line blocking, 코어 수"
    assert scorer.judge(text, "ko", queues).overall == 0


def test_evidence_stands_in_the_composed_answer(queues: Question, scorer: RubricScorer) -> None:
    text = unicodedata.normalize(
        "NFD", "먼저,\n- I/O 작업은 네트워크를 기다립니다.\n- CPU 작업은 **코어**를 점유합니다. 그래서 나눕니다."
    )
    score = scorer.judge(text, "ko", queues)
    composed = unicodedata.normalize("NFC", text)
    quotes = [evidence for point in score.points for evidence in point.evidence]
    assert quotes and all(composed[quote.start : quote.end] == quote.quote for quote in quotes)


def test_the_same_text_and_rubric_give_the_same_score(engine: Encoder, queues: Question, scorer: RubricScorer) -> None:
    text = "I/O 작업은 네트워크를 기다리고, 큐를 섞으면 짧은 요청이 밀립니다."
    assert judge(text, "ko", queues, engine) == scorer.judge(text, "ko", queues) == scorer.judge(text, "ko", queues)


def test_points_are_told_in_order_as_they_are_decided(queues: Question, scorer: RubricScorer) -> None:
    heard: list[tuple[int, int, PointScore]] = []
    score = scorer.judge(
        "큐를 나누면 서로 막지 않습니다.", "ko", queues, lambda index, of, point: heard.append((index, of, point))
    )
    assert [(index, of) for index, of, _ in heard] == [(at, 4) for at in range(4)]
    assert tuple(point for _, _, point in heard) == score.points


def test_the_prepared_rubric_is_kept(queues: Question, hashing) -> None:  # type: ignore[no-untyped-def]
    scorer = RubricScorer(hashing)
    scorer.judge("I/O 작업은 네트워크를 기다립니다.", "ko", queues)
    before = hashing.calls
    scorer.judge("CPU 작업은 코어를 점유합니다.", "ko", queues)
    assert hashing.calls == before + 1


def test_follow_ups_aim_at_what_was_missed(queues: Question, scorer: RubricScorer) -> None:
    score = scorer.judge("I/O 큐에는 스레드를 많이 두고 CPU 큐에는 코어 수만큼 프로세스를 둡니다.", "ko", queues)
    assert score.follow_ups[0] == "지표에서는 무엇이 먼저 나빠지나요?"


def test_a_model_answer_without_rubric_gives_derived_points(queues: Question, scorer: RubricScorer) -> None:
    derived = replace(queues, rubric=(), answer=Text(queues.answer.ko, None))
    score = scorer.judge("I/O 작업은 네트워크 응답을 기다리고 CPU 작업은 코어를 계속 씁니다.", "ko", derived)
    assert 0 < score.overall < 100 and len(score.points) >= 3


def test_provenance_names_scorer_model_and_rubric(queues: Question, hashing) -> None:  # type: ignore[no-untyped-def]
    one, other = provenance(queues, hashing), provenance(replace(queues, text=Text("다른 질문", None)), hashing)
    assert (one.scorer, one.model, len(one.rubric_hash)) == ("rubric", "hashing", 64)
    assert one.rubric_hash != other.rubric_hash


def test_an_encoder_that_is_away_is_said(queues: Question) -> None:
    class Away:
        model = "away"

        def encode(self, texts, kind):  # type: ignore[no-untyped-def]
            raise EncoderUnavailable

    with pytest.raises(EncoderUnavailable):
        judge("I/O 작업은 네트워크를 기다립니다.", "ko", queues, Away())
