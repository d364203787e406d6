"""Whether a clause denies what a point claims: negation, denial of a belief, and opposites, in Korean and English."""

# ruff: noqa: E501  (word lists read better whole)

import re
from collections.abc import Sequence

from practice.scoring.beside import beside
from practice.scoring.negation import deny_alike

NEGATION = re.compile(
    r"지\s?(?:는|도|를|가|만)?\s?(?:않|못|말|마[세라시])"
    r"|(?:^|\s)(?:안|못)\s+(?=[가-힣])|(?:^|\s)(?:안|못)(?=되|돼|됩|된|하|합|해|했|한)"
    r"|없(?=[다습어었는을으거]|고|지|게|더)(?!어[지져진질집])|필요\s?없어[지져진질집]|아니(?=다|에|었|며|라[서고면는])|아닙|아닌|아님|않음|없음|불가(?![결분피])|불필요|금지"
    r"|\b(?:not|never|none|nothing|cannot|neither|nor|hardly|unable|impossible|unnecessary|fails? to|nobody|no)\b|n[’']t\b",
    re.IGNORECASE,
)
# to keep something from happening is to say that it does not, where the other side says it so
PREVENTION = re.compile(r"막(?=[는을지고으아았습히혀힌])|방지|예방|\b(?:avoid|prevent)(?:s|ed|ing)?\b", re.IGNORECASE)
# looks like negation, and denies nothing about what stands beside it
HARMLESS = re.compile(
    r"뿐(?:만)?(?:이)?\s?아니라|(?:이|가|은|는|게|지)?\s?아니라(?![서고면는])|지\s?않(?:고|으면|아도(?!\s?[되된돼될괜])|더라도|도록)|지\s?않게\s|지\s?못(?:하면|해도)|막(?:으려[면고]|기\s위)|없(?:이|으면|어도(?!\s?[되된돼될괜])|더라도|도록)|수\s?밖에\s?없|않을\s수\s없|없지\s않|아니면|(?:상관|관계)\s?없(?:이|는\s(?![게것건거]))|(?:^|\s)못\s?[가-힣]+[은한된던]\s(?=[가-힣])"
    r"|\bnot (?:only|just|merely|simply)\b|\bnot even\b|\bno (?:matter|longer than|later than|doubt|more than)\b|\b(?:if|or|whether or|why) not\b"
    r"|\bif [^,.]{1,40}?(?:not|n[’']t|no)\b|\bnot (?=[^,.;]{1,40}\bbut\b)|\bcannot but\b|\bcan[’']?t help\b",
    re.IGNORECASE,
)
DISBELIEF = re.compile(
    r"오해|착각|잘못(?:된|\s알)|틀린|틀렸|틀립|사실이\s?아|옳지\s?않|맞지\s?않|오답|근거\s?없"
    r"|\b(?:myth|misconception|misunderstanding|fallacy|mistaken|wrong(?:ly)?|incorrect(?:ly)?|false|untrue)\b|\bcontrary to\b",
    re.IGNORECASE,
)

OPPOSITES = tuple(
    (re.compile(one, re.IGNORECASE), re.compile(two, re.IGNORECASE))
    for one, two in (
        (r"늘[어리린렸려지]|증가|커[지져진집]|많아", r"줄[어이인였여지]|감소|작아|적어[지진집]"),
        (r"빨라|빠르|빠른|빨리", r"느려|느리|느린|늦어|늦[게춰추]"),
        (r"높[아이은인여였]|올[라리린]|상승", r"낮[아추은춘]|내려|하락|떨어"),
        (r"\bincreas|\bgrow|\brais|\bhigher|\blarger|\bbigger", r"\bdecreas|\bshrink|\breduc|\blower|\bsmaller|\bfewer"),
        (r"\bfast|\bquick|\bspeeds? up", r"\bslow"),
        (r"(?<!비)동기", r"비동기"),
        (r"(?<!a)\bsync", r"\basync"),
        (r"이전|전에|먼저|앞서", r"이후|후에|뒤에|나중"),
        (r"\bbefore\b", r"\bafter\b"),
        (r"성공", r"실패"),
        (r"\bsucce", r"\bfail"),
        (r"안전", r"위험"),
        (r"\bsafe", r"\bunsafe|\bdangerous"),
        (r"보장", r"보장되지|보장하지|보장할 수 없"),
        (r"같은|동일", r"다른|다르|서로 다"),
        (r"\bsame\b|\bidentical", r"\bdifferent|\bdiffer"),
        (r"나누|나눈|나눕|나눠|분리", r"합치|합친|합칩|통합|섞"),
        (r"\bseparat|\bsplit", r"\bcombin|\bmerg|\bsharing one|\bsingle shared"),
        (r"켜[고면서야]|활성", r"꺼[고면서야]|끄|끈|비활성"),
        (r"최대", r"최소"),
        (r"\bmaxim", r"\bminim"),
        (r"\balways\b", r"\bnever\b"),
        (r"유지|보존|지켜[지진집져]|그대로", r"섞[이여]|깨[지진질집져]|흐트러|바뀌|뒤바"),
        (r"\bpreserv|\bkeeps?\b|\bkept\b|\bstays?\b|\bmaintain", r"\bmix|\bbreaks?\b|\bbroken\b|\blose[sd]?\b|\blost\b"),
        (r"필요합|필요하|필요한", r"필요\s?없|불필요"),
    )
)


CHUNK = re.compile(
    # not where "it will do" or "it will not do" follows: 하지 않아도 된다, 하면 안 됩니다
    r"[,;:.]\s|(?<=[가-힣](?:고|며|서|면|데|니)|거나|으나|지만|[아어여해려라워더]도)\s+(?!(?:안\s?)?[되된돼될됩됨됐괜])"
    r"|(?<=까)\s+|(?<=때문에)\s+|(?<=므로)\s+|(?<!\s)\s+(?=(?:and|but|because|so|while|whereas|which|although|then|if|when)\b)",
    re.IGNORECASE,
)


def negated(clause: str, *, prevention: bool = False) -> bool:
    """An odd number of denials stands in the clause; ``prevention``: to keep something from happening is one too."""
    plain = HARMLESS.sub(" ", clause)
    prevented = len(PREVENTION.findall(plain)) if prevention else 0
    return (denials(clause) + prevented + bool(DISBELIEF.search(plain))) % 2 == 1


def denials(text: str) -> int:
    """How many words of the text deny something."""
    return len(NEGATION.findall(HARMLESS.sub(" ", text)))


def opposite(claim: str, clause: str) -> bool:
    """The clause holds the opposite of a word of the claim, and not the word itself."""
    flips = 0
    for one, two in OPPOSITES:
        claim_sides = bool(one.search(claim)), bool(two.search(claim))
        clause_sides = bool(one.search(clause)), bool(two.search(clause))
        flips += claim_sides in ((True, False), (False, True)) and clause_sides == claim_sides[::-1]
    return flips % 2 == 1


def denies(claim: str, said: str) -> bool:
    """The words say the contrary of the claim, as far as the negations and opposites beside shared words tell.

    Pieces of the claim are held against the pieces of what is said that hold their words. To deny one of them is to deny the claim.
    """
    if DISBELIEF.search(claim):
        # what is believed wrongly is what both talk of: 나를 오해해서
        claim, said = DISBELIEF.sub(" ", claim), DISBELIEF.sub(" ", said)
    return any(_contrary(claimed, spoken) for claimed, spoken in beside(_chunks(claim), _chunks(said)))


def _contrary(claimed: Sequence[str], spoken: Sequence[str]) -> bool:
    claim, said = " ".join(claimed), " ".join(spoken)
    denied_here = any(negated(chunk, prevention=_denies_plainly(said)) for chunk in claimed)
    denied_there = any(negated(chunk, prevention=_denies_plainly(claim)) for chunk in spoken)
    if (denied_here != denied_there) == opposite(claim, said):
        return False
    # 단점 없이, 단점은 없었고: what counts as no denial in the one is the same denial in the other
    plain, heard = HARMLESS.sub(" ", claim), HARMLESS.sub(" ", said)
    return not any(
        denials(silent) == 0 and deny_alike(one, two) for silent, one, two in ((claim, claim, heard), (said, plain, said))
    )


def _denies_plainly(text: str) -> bool:
    """재발하지 않는다, beside which 재발을 막는다 says the same; beside 해결된다 it denies nothing."""
    return denials(text) > 0 and not PREVENTION.search(HARMLESS.sub(" ", text))


def _chunks(text: str) -> list[str]:
    return [chunk for chunk in CHUNK.split(text) if chunk.strip()]
