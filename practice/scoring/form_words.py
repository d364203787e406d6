"""What is said about the form of an answer, Korean and English."""

from collections.abc import Sequence

from practice.bank.model import Lang

PART_NAMES: dict[str, dict[Lang, str]] = {
    "situation": {"ko": "상황", "en": "Situation"},
    "task": {"ko": "과제", "en": "Task"},
    "action": {"ko": "행동", "en": "Action"},
    "result": {"ko": "결과", "en": "Result"},
    "claim": {"ko": "주장", "en": "Claim"},
    "reason": {"ko": "이유", "en": "Reason"},
    "evidence": {"ko": "근거", "en": "Evidence"},
    "trade_off": {"ko": "대가와 한계", "en": "Trade-off"},
}
MISSING: dict[str, dict[Lang, str]] = {
    "situation": {
        "ko": "언제, 어떤 상황이었는지 한 문장으로 먼저 알려 주세요.",
        "en": "Open with one sentence on when and where this was.",
    },
    "task": {
        "ko": "그때 본인이 맡은 일이나 풀어야 했던 문제를 밝혀 주세요.",
        "en": "Say what your own task was, or the problem you had to solve.",
    },
    "action": {"ko": "본인이 직접 한 일을 말해 주세요.", "en": "Say what you did yourself."},
    "result": {
        "ko": "그래서 무엇이 달라졌는지로 마무리해 보세요.",
        "en": "Finish with what changed because of it.",
    },
    "claim": {"ko": "결론을 한 문장으로 먼저 말해 보세요.", "en": "State your conclusion in one full sentence first."},
    "reason": {"ko": "왜 그런지 이유를 이어 주세요.", "en": "Add the reason why it is so."},
    "evidence": {"ko": "측정값이나 실제 사례를 하나 들어 보세요.", "en": "Give one measurement or one real case."},
    "trade_off": {
        "ko": "그 선택으로 잃는 것이나 통하지 않는 경우도 짚어 보세요.",
        "en": "Name what the choice costs, or where it does not hold.",
    },
}
VAGUE: dict[Lang, str] = {
    "ko": "숫자나 이름, 비교가 하나도 없습니다. 하나만 넣어도 훨씬 또렷해집니다.",
    "en": "There is no number, name or comparison in it. Even one makes an answer much clearer.",
}
LENGTH: dict[str, dict[Lang, str]] = {
    "short": {
        "ko": "주어진 시간보다 많이 짧습니다. 담을 것을 다 담았다면 그대로 두셔도 됩니다.",
        "en": "This takes much less than the time given. If everything is in it, leave it so.",
    },
    "long": {
        "ko": "소리 내어 말하면 주어진 시간을 넘깁니다. 덜 중요한 부분을 줄여 보세요.",
        "en": "Said aloud this runs over the time given. Cut what matters least.",
    },
}
MOST_MISSING = 2


def advice(missing: Sequence[str], vague: bool, length: str | None, lang: Lang) -> tuple[str, ...]:
    """At most four sentences: missing parts, nothing concrete, and the length."""
    said = [MISSING[part][lang] for part in missing[:MOST_MISSING]]
    said += [VAGUE[lang]] * vague
    return (*said, *([LENGTH[length][lang]] if length in LENGTH else []))
