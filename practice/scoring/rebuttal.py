"""Whether a statement is only reported, to be turned down: "people say A, but that is not so", "A고들 하는데 그건 아닙니다"."""

# ruff: noqa: E501  (patterns read better whole)

import re
from collections.abc import Sequence

from practice.scoring.match import Match
from practice.scoring.overlap import recall
from practice.scoring.sentences import sentences
from practice.scoring.spans import Span
from practice.scoring.terms import terms

NOT_SO = r"(?:아니|아닙|아닌|아녜|그렇지(?:는|가|도|만은)?\s?않|틀[리렸린립]|사실이\s?아|사실과\s?(?:다|달)|맞지\s?않|옳지\s?않|동의(?:하지|할\s?수\s?없|가\s?안|\s?못|\s?안)|오해|착각|잘못|다르다|다릅니다|달라요|다르[죠거]|않습니다|않아요|않[다죠]|못\s?합니다)"
THOUGHT = r"(?:생각|하[는지던여고]|합|한다|해[요서도]|했|말|믿|보[는지시았]|봅|여기|알[고았려]|주장|얘기|이야기|판단)"
KOREAN = re.compile(
    # A고들 하는데 그건 아닙니다
    rf"[다라자]고(?:들|는|도)?\s?{THOUGHT}[^.!?,\n]{{0,14}}?(?:지만|데요?|으나|던데|어도|아도)[\s,][^.!?\n]{{0,30}}?{NOT_SO}"
    # A고 보지 않습니다, A고 할 수 없습니다, A고 생각하면 안 됩니다
    r"|[다라]고(?:는|도)?\s?(?:생각|보|믿|말|하|할|여기|판단|볼)[가-힣]{0,3}?(?:지(?:는|도|를)?\s?(?:않|못)|\s?수(?:는|가)?\s?없|면\s?안|면\s?틀)"
    r"|[다라]고(?:는|도)?\s(?:안|못)\s"
    # A는 건 사실이 아니다, A라는 말은 틀렸다
    rf"|(?:[다라]는|[란단])\s?(?:건|게|것[은이도]?|거[는]?|말[은이도에]|생각[은이도에]|얘기[는가]?|이야기[는가]?|주장[은이도에]|믿음[은이]?|의견[은이도에])\s[^.!?,\n]{{0,12}}?{NOT_SO}"
    r"|[다라]고(?:들)?\s?[가-힣]{0,6}\s?(?:오해|착각|잘못\s?알|혼동)|[다라]는\s?(?:흔한\s?)?(?:오해|착각|미신)"
)
REPORT = (
    r"(?:say|says|said|think|thinks|thought|believe[sd]?|assume[sd]?|claim(?:s|ed)?|argue[sd]?|expect(?:s|ed)?|told|tell|hear)"
)
ENGLISH = re.compile(
    r"\b(?:myth|misconception|misunderstanding|fallacy|untrue|mistaken)\b|\b(?:mistake|wrong|tempting but wrong) to (?:think|believe|assume|say|claim)"
    r"|\bnot (?:true|the case)\b|n[’']t true\b|\b(?:is|are|would be|’s|'s) (?:simply |just |plain |also )?(?:wrong|false)\b"
    rf"|(?:\bnot|n[’']t|\bnever) (?:really |actually )?{REPORT}\b(?! (?:twice|again|so much))|\bdisagree\b"
    rf"|\b(?:people|some|many|most|others?|they|everyone|everybody|somebody|someone|one|you|we|colleagues?|tempting to|easy to|might|may|often|used to)\b[^.!?,]{{0,24}}?\b{REPORT}\b[^.!?]{{0,200}}?[, ](?:but|however|yet|though)\b[^.!?]{{0,60}}?(?:\bnot\b|n[’']t\b|\bwrong\b|\bfalse\b|\bnever\b|\buntrue\b)",
    re.IGNORECASE,
)
# the sentence behind turns down the one before it
BEHIND = re.compile(
    rf"^(?:하지만|그런데|근데|그러나|그렇지만|물론|사실)?[\s,]{{0,2}}(?:(?:저는|전|그건|그게|이건|이는|그것은|그 ?말은|그 ?생각은|실제로는|사실은|실은)\s){{0,2}}(?:전혀\s|절대\s)?{NOT_SO}"
    r"|^(?:but |however,? |actually,? |in fact,? )?(?:no(?=[,.!]|$| it | that )|not (?:true|so|quite|really|exactly|necessarily)\b|wrong\b"
    r"|(?:that|this|it)(?:[’']s| is| was)? (?:not|n[’']t|wrong|false|simply (?:not|wrong)|just (?:not|wrong)|a (?:myth|misconception|mistake|fallacy)|untrue)\b"
    r"|(?:that|this|it) (?:isn|doesn|wasn)[’']t(?: true| so| hold| work that way|[.!,]|$)|(?:i|we) (?:disagree|do not agree|don[’']t (?:agree|think so|believe that|buy)))",
    re.IGNORECASE,
)


def rebutted(match: Match, text: str) -> bool:
    """The sentence of the answer that says the claim turns it down itself, or the next one does."""
    parts = sentences(text)
    span = match.unit.span
    at = max(
        (at for at, part in enumerate(parts) if part.start < span.end and span.start < part.end),
        key=lambda at: (recall(match.claim.terms, match.claim.weights, terms(parts[at].text)), -at),
        default=None,
    )
    return at is not None and _turned_down(parts, at)


def _turned_down(parts: Sequence[Span], at: int) -> bool:
    said = parts[at].text
    behind = parts[at + 1].text if at + 1 < len(parts) else ""
    return bool(KOREAN.search(said) or ENGLISH.search(said) or BEHIND.search(behind))
