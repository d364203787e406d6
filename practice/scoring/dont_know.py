"""Recognise the honest "I don't know", also when it is wrapped in politeness; a guess behind it is an answer."""

# ruff: noqa: E501  (word lists read better whole)

import re
from collections.abc import Callable

from practice.scoring.terms import terms

PHRASES = re.compile(
    r"(?:정확히|자세히|솔직히|아직|전혀|아무것도|하나도|도저히)?\s*(?:는|은)?\s*(?:잘\s*)?(?:모르겠|모릅니|몰라|모르는|모름|몰랐|모르네|모르고)[가-힣]*"
    r"|(?:답|대답|설명|답변)[가-힣]{0,10}\s*(?:할\s*수\s*(?:가\s*)?없|하지\s*못|못\s*하|드리지\s*못|드릴\s*수\s*없|하기\s*(?:어렵|힘들)|드리기\s*(?:어렵|힘들))[가-힣]*"
    r"|(?:들어|배워|써|사용해|공부해|접해|경험해|생각해|해)\s*(?:본|봤던)\s*적[가-힣]{0,10}\s*없[가-힣]*"
    r"|(?:기억|생각|떠오르)[가-힣]{0,10}\s*(?:나지|이\s*안|이\s*나지|지)\s*(?:않|나)[가-힣]*"
    r"|(?:아직\s*)?(?:공부|학습)[가-힣]{0,10}\s*(?:못\s*했|하지\s*못|안\s*했|부족)[가-힣]*"
    r"|(?:패스|넘어가)[가-힣]*|skip|pass"
    r"|\b(?:i\s+)?(?:really\s+|honestly\s+|still\s+)?(?:do\s*n[o’']?t|dont|did\s*n[o’']t|do\s+not)\s+(?:really\s+|actually\s+)?(?:know|remember|understand)\b"
    r"|\b(?:i\s+have\s+)?no\s+(?:idea|clue)\b|\bidk\b|\bdunno\b|\bnot\s+sure\b|\b(?:i[’']?m\s+)?unsure\b|\bi\s+ca(?:n[’']?t|nnot)\s+(?:answer|say|explain)\b"
    r"|\bnever\s+(?:heard|learned|learnt|used|studied|worked)\b|\bn/?a\b|\bi\s+forgot\b",
    re.IGNORECASE,
)
# what people put around it; says nothing about the question
AROUND = re.compile(
    r"죄송[가-힣]*|미안[가-힣]*|솔직히|부분|질문|문제|내용|관련|주제|개념|답변|대답|처음|지금|현재|아직|더|공부[가-힣]*|찾아[가-힣]*|나중|다음|기회|준비[가-힣]*|부족[가-힣]*|열심히|노력[가-힣]*|알아[가-힣]*|배우[가-힣]*|최선[가-힣]*|도전[가-힣]*|면접|입사|힌트[가-힣]*|혹시|끝나[가-힣]*|여쭤[가-힣]*"
    r"|\b(?:sorry|afraid|honest(?:ly)?|question|topic|answer|this|learn|study|look|later|later|yet|moment|unfortunately|come|back|please|next|move|clue|idea|would|guess|think|know|read|try|hint|give|could|eager|documentation|time)\b",
    re.IGNORECASE,
)
# what turns from not knowing to something that is said all the same
GUESS = re.compile(
    r"(?:모르|확실)[가-힣]*(?:지만|는데|으나)|아마|듯|것\s*같|아닐까|추측|짐작|\b(?:but|however|though|maybe|perhaps|probably|guess|think)\b",
    re.IGNORECASE,
)
MOST_LEFT = 3


def says_dont_know(text: str, asked: frozenset[str], matter: Callable[[], frozenset[str]] = frozenset) -> bool:
    """Only a don't-know and politeness: at most three content words are left that the question did not give (``asked``: its stems).

    ``matter`` gives the stems of what would be right: who goes on to one of those with a "but" has ventured an answer.
    """
    # runs of blanks would be tried in every division among the gaps of a phrase
    rest, found = PHRASES.subn(" ", " ".join(text.split()))
    if not found:
        return False
    left = {term.stem for term in terms(AROUND.sub(" ", rest))} - asked
    return len(left) <= MOST_LEFT and not (left and GUESS.search(text) and left & matter())
