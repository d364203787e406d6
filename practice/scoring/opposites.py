"""Words that exclude each other (faster and slower, 늘다 and 줄다), and whether two texts take opposite sides of them."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from practice.scoring.exchange import statements

# each line: one side | the other side; a word that often means something else is not here
AXES = tuple(
    tuple(re.compile(side.strip(), re.IGNORECASE) for side in line.split(" // "))
    for line in r"""
늘[어리린렸려지릴]|증가|커[지진집져]|많아[지진져집] // 줄[어이인였여지]|감소|작아[지진져집]|적어[지진져집]
빠르|빨라|빨리|빠른 // 느리|느려|느린|늦[게어은]
높[아이은인여였] // 낮[아추은춘]
크[면고게다]|큰\b|클수록|커[서야] // 작[으은고게다아을]
많[으은고이다] // 적[으은고]
길[면고게다]|긴\b|길어 // 짧
안에서|내부|안쪽 // 밖에서|밖으로|외부|바깥
열[어린고려]\b|열림 // 닫
켜[고면서야져진] // 꺼[고면서야져진]|끄[고면는]
(?<!비)동기[적로 화]|(?<!비)동기\b // 비동기
추가|넣[어으은고] // 제거|빼[고면서야]|삭제
허용 // 금지|거부|차단
같은|같[고아으]|동일 // 다른|다르|달라
공유 // 따로|독립|분리
강[한하해]\b // 약[한하해]\b
성공 // 실패
최대 // 최소
수평 // 수직
낙관 // 비관
안전 // 위험
쉽|쉬[운워] // 어렵|어려[운워]
싸[다고게]|저렴 // 비싸|비싼
뜨겁|뜨거|더운|따뜻 // 차갑|차가|추운|시원
\bmore\b|\b(?:great|extra|additional)|\b(?:increas|grow|rais|gain) // \bless\b|\bfew\b|\b(?:fewer|decreas|shrink|reduc|lose|lost)
\b(?:fast|quick|rapid)|\bspeeds? up // \bslow
\bhigh // \blow(?:er|est)?\b
\b(?:large|big) // \b(?:small|tiny)
\blong(?:er|est)?\b // \bshort(?!age)
\b(?:tall|thick|wide)\w*\b // \b(?:thin|narrow)\w*\b
\b(?:inside|within)\b // \boutside\b
\bopen // \b(?:closed?|closes|shut)\b
\bsynchron|\bsync\b // \basync
\b(?:adds?|added|adding)\b // \b(?:remov|delet|drop|subtract)
\b(?:allow|permit) // \b(?:forbid|deny|denie|block|reject)
\b(?:same|identical|equal|alike)\b // \b(?:different|differs?|unequal)
\b(?:connect|touch|attach|join) // \b(?:disconnect|separat|gap|apart|broken|break)
\b(?:shares?|shared)\b // \b(?:separate|independent)|\bof its own
\b(?:complete)\b // \bincomplete\b
\bpositive // \bnegative
\bparallel // \bseries\b
\bstrong // \bweak
\btight // \bloose
\bhard // \bsoft
\brough // \bsmooth
\bheav // \blight(?:er|est)\b
\b(?:loud) // \bquiet
\b(?:bright) // \b(?:dim|dark)
\bwet\b // \bdry\b
\b(?:push|repel) // \b(?:pull|attract)
\bfloat // \bsink|\bsank
\b(?:hot|warm)\w*\b // \b(?:cold|cool)\w*\b
\b(?:melt) // \b(?:freez|froze)
\bevaporat // \bcondens
\bexpand // \bcontract
\babsorb // \breflect
\b(?:near|close to) // \bfar\b
\bfirst\b // \blast\b
\b(?:most)\b // \bleast\b
\b(?:liquid) // \bsolid
\bconduct // \binsulat
\balive|\bliving // \bdead\b
\bdamaged // \bundamaged
\bsucce // \bfail
\bmax(?:im|\b) // \bmin(?:im|\b)
\bhorizontal // \bvertical
\boptimis // \bpessimis
\bsafe // \b(?:unsafe|danger|risk)
\beas(?:y|ier) // \bdifficult
\bcheap // \b(?:expensive|costl)
\balways\b // \bnever\b
""".strip().splitlines()
)
DENIED_BEFORE = re.compile(
    r"(?:\b(?:not|never|no|nothing|neither|nor|without|cannot)\b|n[’']t\b)\W+(?:[\w’'-]+\W+){0,2}$", re.IGNORECASE
)
DENIED_BEHIND = re.compile(r"^[가-힣]*지\s?(?:는|도)?\s?(?:않|못)")
DENIAL = re.compile(r"지\s?(?:는|도)?\s?(?:않|못)|없|아니|\b(?:not|never|no|without)\b|n[’']t\b", re.IGNORECASE)
# "more ... than" in one line compares; what there is more of, another word says
COMPARED = frozenset(("more", "less"))
THAN = re.compile(r"\bthan\b", re.IGNORECASE)
FEWEST_SHARED = 2

Sides = Mapping[int, int]


def sides(text: str) -> Sides:
    """The side, 1 or -1, that the text takes on each axis that it touches; a denied word stands on the other side.

    A text that takes both sides of an axis takes none.
    """
    found: dict[int, set[int]] = {}
    thans = [word.start() for word in THAN.finditer(text)]
    for axis, pair in enumerate(AXES):
        for side, words in zip((1, -1), pair, strict=True):
            for word in words.finditer(text):
                if word[0].lower() in COMPARED and _than_follows(text, word.end(), thans):
                    continue
                found.setdefault(axis, set()).add(-side if _denied(text, word.start(), word.end()) else side)
    return {axis: next(iter(taken)) for axis, taken in found.items() if len(taken) == 1}


def _than_follows(text: str, at: int, thans: Sequence[int]) -> bool:
    # in the expression itself each word would read the rest of the line, and a long line would take a second
    following = bisect_left(thans, at)
    return following < len(thans) and text.find("\n", at, thans[following]) < 0


def _denied(text: str, start: int, end: int) -> bool:
    return bool(DENIED_BEFORE.search(text[max(0, start - 40) : start]) or DENIED_BEHIND.match(text[end : end + 8]))


def opposed(claim: str, said: str) -> bool:
    """A statement about the same things takes the other side, and none takes the claim's; statements that deny are left alone.

    About the same: it shares two words, and half of the words, with a statement of the claim. Two sides exchanged together
    say the same again (a tighter string sounds higher, a looser one lower), so an odd number of them is the contrary.
    Denials are judged by negation.py, which sees to what word they belong.
    """
    spoken = _affirmed(said)
    return any(_contradicted(own, stems, spoken) for own, stems in _affirmed(claim))


Statement = tuple[Sides, frozenset[str]]


def _affirmed(text: str) -> list[Statement]:
    return [(sides(part), frozenset(stems)) for part, stems in statements(text) if not DENIAL.search(part)]


def _contradicted(own: Sides, stems: frozenset[str], spoken: list[Statement]) -> bool:
    near = (other for other, words in spoken if len(words & stems) >= max(FEWEST_SHARED, len(stems) / 2))
    about = [(other, own.keys() & other.keys()) for other in near]
    odd = [sum(own[axis] != other[axis] for axis in axes) % 2 == 1 for other, axes in about if axes]
    return bool(odd) and all(odd)
