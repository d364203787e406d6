"""The sentences that a score speaks in, Korean and English; pure templates, no judgement."""

# ruff: noqa: E501  (word lists read better whole)

from practice.bank.model import Lang
from practice.scoring import gates
from practice.scoring.model import Verdict

GATE_SUMMARY: dict[str, dict[Lang, str]] = {
    gates.EMPTY: {
        "ko": "아직 쓴 내용이 없습니다. 떠오르는 것 한 문장부터 적어 보세요.",
        "en": "There is nothing to read yet. Begin with one sentence, whatever comes first.",
    },
    gates.TOO_SHORT: {
        "ko": "판단하기에는 너무 짧습니다. 주장 하나와 그 이유를 한두 문장으로 적어 주세요.",
        "en": "This is too short to judge. Write one claim and the reason for it, a sentence or two.",
    },
    gates.DONT_KNOW: {
        "ko": "모른다고 말하는 것도 좋은 출발입니다. 아래 힌트를 보고 아는 데까지만이라도 적어 보세요. 이번 답변은 0점으로 남깁니다.",
        "en": "Saying that you do not know is an honest start. Look at the hints below and write down as much as you can reach. This attempt stays at 0.",
    },
    gates.GIBBERISH: {
        "ko": "문장으로 읽히지 않는 글자라서 채점하지 않았습니다. 문장으로 다시 적어 주세요.",
        "en": "These letters do not read as sentences, so nothing was scored. Please write it again in words.",
    },
    gates.OFF_TOPIC: {
        "ko": "질문과 이어지는 내용을 찾지 못했습니다. 질문을 한 번 더 읽고, 묻는 것에 바로 답하는 문장으로 시작해 보세요.",
        "en": "Nothing here connects to the question. Read it once more and open with a sentence that answers it directly.",
    },
    gates.COPIED: {
        "ko": "질문을 그대로 옮긴 글입니다. 질문에 대한 자신의 답을 적어 주세요.",
        "en": "This repeats the question. Write what you would answer to it.",
    },
    gates.FORM_ONLY: {
        "ko": "이 질문에는 채점 기준도 모범 답변도 없어 내용을 채점할 수 없습니다. 0점은 점수가 아니라 '판단하지 않음'이라는 뜻입니다.",
        "en": "This question has neither a rubric nor a model answer, so its content cannot be judged. The 0 means 'not judged', not a low score.",
    },
}

PASTED: dict[Lang, str] = {
    "ko": "모범 답변을 그대로 옮긴 글로 보입니다. 점수는 기준대로 계산했지만, 덮어 두고 자신의 말로 다시 써 보세요.",
    "en": "This looks like the model answer itself. The points are counted as they stand, but close it and write it again in your own words.",
}

SUMMARY: dict[Lang, tuple[tuple[int, str], ...]] = {
    "ko": (
        (80, "채점 기준 {of}개 가운데 {met}개를 분명히 말했습니다. 답변의 뼈대가 잘 잡혀 있습니다."),
        (50, "채점 기준 {of}개 가운데 {made} 다뤘습니다. 빠진 것을 채우면 훨씬 단단해집니다."),
        (
            1,
            "채점 기준 {of}개 가운데 {made} 다뤘습니다. 빠진 기준이 많으니 아래에서 하나씩 더해 보세요.",
        ),
        (0, "채점 기준 {of}개 가운데 분명히 다룬 것을 찾지 못했습니다. 아래 기준에서 하나를 골라 그 이유부터 적어 보세요."),
    ),
    "en": (
        (80, "You make {met} of {of} points clearly. The answer stands on solid ground."),
        (50, "You make {made}. Filling the gaps will make it much stronger."),
        (
            1,
            "You make {made}. Much is still missing: add the points below one at a time.",
        ),
        (0, "None of the {of} points was found clearly. Pick one of them below and start with the reason behind it."),
    ),
}
# in place of these where a follow-up was answered that aims at one point
AIMED: dict[Lang, dict[Verdict, str]] = {
    "ko": {
        "met": "이 꼬리 질문이 묻는 핵심은 ‘{point}’입니다. 답변이 이를 분명히 짚었습니다.",
        "partial": "이 꼬리 질문이 묻는 핵심은 ‘{point}’입니다. 답변이 이를 일부만 짚었습니다.",
        "missed": "이 꼬리 질문이 묻는 핵심은 ‘{point}’인데, 답변에서 찾지 못했습니다. "
        "질문을 더 넓게 보고 답했다면 점수가 낮아도 틀린 답이라는 뜻은 아닙니다.",
    },
    "en": {
        "met": "This follow-up aims at one point: {point}. You make it clearly.",
        "partial": "This follow-up aims at one point: {point}. You make it in part.",
        "missed": "This follow-up aims at one point: {point}. It was not found in your answer. "
        "If you took the question more broadly, a low score does not mean that the answer is wrong.",
    },
}
# where there is a model answer alone, from this many percent on
OF_MODEL: dict[Lang, tuple[tuple[int, str], ...]] = {
    "ko": (
        (80, "모범 답변에 아주 가깝습니다."),
        (50, "모범 답변과 상당 부분 겹칩니다."),
        (20, "모범 답변과 일부 겹칩니다."),
        (0, "모범 답변과 겹치는 내용을 거의 찾지 못했습니다."),
    ),
    "en": (
        (80, "Your answer comes very close to the model answer."),
        (50, "Your answer says much of what the model answer says."),
        (20, "Your answer says some of what the model answer says."),
        (0, "Little of what the model answer says was found."),
    ),
}
TO_ADD: dict[Lang, str] = {
    "ko": " 아래에 적은 내용을 더하면 더 단단해집니다.",
    "en": " What is listed below would make it stronger.",
}
# where a follow-up has one of its own
OWN: dict[Lang, tuple[tuple[int, str], ...]] = {
    "ko": (
        (80, "이 꼬리 질문의 모범 답변이 말하는 내용을 거의 다 담았습니다."),
        (50, "이 꼬리 질문의 모범 답변이 말하는 내용을 절반 넘게 담았습니다."),
        (20, "이 꼬리 질문의 모범 답변이 말하는 내용을 일부만 담았습니다."),
        (0, "이 꼬리 질문의 모범 답변이 말하는 내용을 거의 찾지 못했습니다."),
    ),
    "en": (
        (80, "You say nearly all that the model answer to this follow-up says."),
        (50, "You say more than half of what the model answer to this follow-up says."),
        (20, "You say some of what the model answer to this follow-up says."),
        (0, "Little of what the model answer to this follow-up says was found."),
    ),
}
FROM_ITS_OWN: dict[Lang, str] = {
    "ko": " 모범 답변과 얼마나 닮았는지로 어림한 점수라, 다른 길로 옳게 답했다면 낮게 나올 수 있고, 사실인지까지 가리지는 못합니다. 아래에서 둘을 견주어 보세요.",
    "en": " The score estimates how near you come to it, so a right answer that takes another way may get less, and whether everything is true it cannot tell: compare the two below.",
}
# and where nobody knows which; the second sentence where something was made
FOLLOWUP: dict[Lang, tuple[str, str]] = {
    "ko": (
        "이어진 질문은 한 가지를 묻지만 이 점수는 처음 질문의 기준 {of}개 전체에 비춘 값이라, 낮아도 답이 틀렸다는 뜻은 아닙니다.",
        " 그 가운데 {made} 다뤘습니다.",
    ),
    "en": (
        "A follow-up asks for one thing, and the score holds it against all {of} points of the first question: "
        "a low one does not mean that the answer is wrong.",
        " You make {made}.",
    ),
}
# what was made clearly and what in part; of these two, the ones that there are
MADE: dict[Lang, dict[tuple[bool, bool], str]] = {
    "ko": {
        (True, True): "{met}개를 분명히, {partial}개를 일부",
        (True, False): "{met}개를 분명히",
        (False, True): "{partial}개를 일부",
    },
    "en": {
        (True, True): "{met} of {of} points clearly and {partial} in part",
        (True, False): "{met} of {of} points clearly",
        (False, True): "{partial} of {of} points in part",
    },
}
# one, and more than one
MISTAKES: dict[Lang, tuple[str, str]] = {
    "ko": (" 잘못 알고 있는 듯한 내용이 하나 있습니다.", " 잘못 알고 있는 듯한 내용이 {wrong}개 있습니다."),
    "en": (" One statement looks like a misconception.", " {wrong} statements look like misconceptions."),
}
ESTIMATE: dict[Lang, str] = {
    "ko": " 이 점수는 답변이 기준을 얼마나 다뤘는지 어림한 값이며, 사실인지까지 가리지는 못합니다.",
    "en": " The score is an estimate of how much of the rubric is covered; it cannot tell whether everything is true.",
}
FROM_MODEL_ANSWER: dict[Lang, str] = {
    "ko": " 이 질문에는 채점 기준이 없어 모범 답변과 얼마나 닮았는지로 어림했습니다. 대강의 값이며, 사실인지까지 가리지는 못합니다.",
    "en": " The question has no rubric, so this estimates how far you cover its model answer: a rough figure, and it cannot tell whether everything is true.",
}
FOREIGN: dict[Lang, str] = {
    "ko": " 답변과 질문의 언어가 달라 점수가 낮게 나올 수 있습니다.",
    "en": " Your answer is in another language than the question, so the score may be too low.",
}
CLOSE: dict[Lang, str] = {
    "ko": " 경계에 걸린 판단이 있어 확실하지 않습니다.",
    "en": " Some of its verdicts are close calls, so it is not sure.",
}

STRENGTH: dict[Lang, str] = {"ko": "‘{point}’{을} 짚었습니다.", "en": "You make the point: {point}."}

ADVICE: dict[str, dict[Lang, str]] = {
    "missed": {"ko": "‘{point}’ — 이 내용이 보이지 않습니다.", "en": "Not found yet: {point}."},
    "partial": {
        "ko": "‘{point}’ — 방향은 맞지만 아직 분명하지 않습니다. 이유나 예를 한 문장 더해 보세요.",
        "en": "Close, but not clear yet: {point}. Add one sentence with the reason or an example.",
    },
    "keywords": {
        "ko": "‘{point}’ — 낱말만 늘어놓은 것으로는 판단할 수 없습니다. 무엇이 왜 그런지 문장으로 이어 주세요.",
        "en": "The words for this point are listed, not connected: {point}. Say in a sentence what causes what.",
    },
    "denied": {
        "ko": "‘{point}’ — 답변이 이 내용과 반대로 읽힙니다. 의도한 뜻인지 확인해 보세요.",
        "en": "Your answer reads as the opposite of this: {point}. Check that this is what you mean.",
    },
    "swapped": {
        "ko": "‘{point}’ — 낱말은 맞지만 둘의 자리가 바뀐 것으로 읽힙니다. 무엇이 무엇을 하는지 다시 확인해 보세요.",
        "en": "The words are right but two of them seem to have changed places: {point}. Check which one does what.",
    },
    "wrong": {
        "ko": "‘{point}’ — 사실과 다릅니다. 왜 그런지 한 번 더 확인해 보세요.",
        "en": "This is a common misconception: {point}. Look into why it does not hold.",
    },
}
NUDGE: dict[Lang, str] = {"ko": " 힌트: {hints}.", "en": " A nudge: {hints}."}


def object_mark(text: str) -> str:
    """을 or 를, as the last syllable asks."""
    return "을" if _closed(text) else "를"


def _closed(text: str) -> bool:
    last = text.rstrip("’'\"). ")[-1:]
    return "가" <= last <= "힣" and (ord(last) - ord("가")) % 28 != 0
