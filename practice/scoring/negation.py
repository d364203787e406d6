"""Which words of a text are denied: a negation belongs to the word that it stands at, not to the whole sentence."""

# ruff: noqa: E501  (patterns read better whole)

import re
from collections.abc import Iterator, Sequence

from practice.scoring.chunks import chunks
from practice.scoring.terms import SHARED, Term, alike, share, terms

# Korean denies behind the word: 보장되지 않는다, 보장할 수 없다, 순서가 아니라, 락 없이, 보장하는 것은 아니다
KOREAN_BEHIND = re.compile(
    r"^[가-힣]*(?:지(?:는|도|를|가|만)?\s?(?:않|못|말|마[세라시])"
    # 재전송을 하지 않는다
    r"|(?:을|를|은|는|도)\s(?:하|되)지(?:는|도)?\s?(?:않|못)"
    r"|(?:을|를|은|는|이|가|도|할|될|한|된)?(?:\s(?:전혀|아예|별로|거의|더는|따로|굳이|아무))?\s?(?:수|필요|적|일|것|줄)?(?:가|는|도|이|은)?\s?없"
    r"|(?:이|가|은|는|게|도)?\s?아니|(?:이|가|은|는)?\s?아닙|(?:이|가|은|는)?\s?아닌"
    r"|(?:는|은|한|된|ㄴ)?\s?(?:것은|것이|것도|건|게|거는)\s?아(?:니|닙|닌)"
    # 승인 안 합니다, 설명을 못 하면; not 트랜잭션 안 하나, which is inside
    r"|(?:을|를|은|는|이|가|도)?\s(?:안|못)\s?(?:하(?:고|지|면|는|니|며|기|여|므로)|합|해(?:요|서|도|야)?(?![가-힣])|했|한다|할(?=\s)"
    r"|되(?:고|지|면|는|니|며)|돼|됩|됐|된다|될(?=\s)))"
)
# 필요 없는 것도 아니다: what is denied twice is said
KOREAN_TWICE = re.compile(r"^[가-힣]*\s?(?:것|건|게|거|수)(?:은|이|도|는|가)?\s?(?:아(?:니|닙|닌)|없)")
KOREAN_BEFORE = re.compile(r"(?:^|\s)(?:안|못)\s$")
UNABLE = re.compile(r"^[가-힣]*(?:\s(?:불가능|금지|불필요))")
# a verb's denial reaches what the verb governs, a noun's the noun
ENGLISH_BEFORE = re.compile(
    r"(?:(?:\b(?:not|never|cannot|neither|nor|hardly|nothing|nobody|unable to|fails? to)|n[’']t)\s+(?:[\w’'/-]+\s+){0,3}"
    r"|\b(?:no|without|instead of|rather than)\s+(?:(?:an?|the|any)\s+)?(?:[\w’'/-]+\s+){0,1})$",
    re.IGNORECASE,
)
# "stores nothing"
ENGLISH_BEHIND = re.compile(r"^\s(?:nothing|nobody|none|no(?! (?:longer|more|later|matter)\b))\b", re.IGNORECASE)
# "that does not mean A" denies A, whatever A says
NOT_MEANT = re.compile(r"(?:\bnot|n[’']t)\s+(?:\w+ly\s+)?(?:mean|imply)\b", re.IGNORECASE)
MEANT_NO_FURTHER = re.compile(r"\b(?:so|because|since|and|while|whereas|which)\b", re.IGNORECASE)
# 안 보낸 겁니다: the sentence's own predicate
PREDICATE = re.compile(r"^\s?(?:겁니|거[예야죠]|것입|것이다)")
# what does not do it: 락으로는, 토픽 전체로는, 그것만으로는
OTHER_MEANS = re.compile(r"(?<![A-Za-z0-9가-힣])([A-Za-z0-9가-힣]{1,30}?)(?:(?:만)?(?:으로|로)(?:는|만은)|에서는)\s")
ENGLISH_KEEPS = re.compile(
    r"\bnot (?:only|just|merely)\b|\bno (?:matter|longer than|later than|more than)\b|\bdo not only\b", re.IGNORECASE
)
REACH = 60
FEWEST_SHARED = 2


def denied(text: str, term: Term) -> bool:
    """The word stands under a negation in the text that it was taken from."""
    before = text[max(0, term.start - REACH) : term.start]
    if term.word[0] >= "가":
        behind = text[term.start + len(_stem_part(term)) : term.end + 14]
        if found := KOREAN_BEHIND.match(behind):
            return not KOREAN_TWICE.match(text[term.start + len(_stem_part(term)) + found.end() :][:REACH])
        return bool(UNABLE.match(behind) or (KOREAN_BEFORE.search(before) and not _attributive(text, term)))
    clause = re.split(r"[,.;:()]\s|\bbut\b", before)[-1]
    behind = text[term.end : term.end + 16]
    if re.match(r"(?:이|가|은|는)?\s?(?:아니|아닙|없)", behind):
        return True
    here = bool(ENGLISH_BEFORE.search(NOT_MEANT.sub(" ", ENGLISH_KEEPS.sub("", clause))) or ENGLISH_BEHIND.match(behind))
    return here != bool(NOT_MEANT.search(MEANT_NO_FURTHER.split(clause)[-1]))


def _attributive(text: str, term: Term) -> bool:
    """못 보낸 건: it ends in ㄴ and tells of what follows, not what happens."""
    ends_in_n = (ord(term.word[-1]) - ord("가")) % 28 == ord("간") - ord("가")
    return ends_in_n and not PREDICATE.match(text[term.end :][:REACH])


def contrast_reversed(claim: str, claim_terms: Sequence[Term], said: str, said_terms: Sequence[Term]) -> bool:
    """The claim says "A and not B", the text "B and not A": of the words that both hold, each denies one that the other affirms."""
    affirmed = refused = False
    for term in claim_terms:
        same = [other for other in said_terms if alike(term, other) >= 0.9]
        if same and denied(claim, term):
            if any(denied(said, other) for other in same):
                return False
            affirmed = True
        elif same:
            refused |= all(denied(said, other) for other in same)
    return affirmed and refused


def _stem_part(term: Term) -> str:
    """The part of the word before its particle or ending: the negation is looked for behind it."""
    return term.stem if term.word.startswith(term.stem) and term.stem != term.word else term.word[: max(1, len(term.word) - 2)]


def deny(claim: str, claim_terms: Sequence[Term], said: str, said_terms: Sequence[Term]) -> bool:
    """The text denies what the claim affirms, or the other way round.

    What both deny at one word they do not contradict. Korean ends with its predicate, so the last shared word decides; to affirm
    what the claim denies it must end a clause. English spreads: two fifths of the shared words differ, two at least unless half
    of the claim is shared.
    """
    shared = [(term, same) for term in claim_terms if (same := [other for other in said_terms if alike(term, other) >= SHARED])]
    differ = [all(denied(said, other) != denied(claim, term) for other in same) for term, same in shared]
    if len(differ) < FEWEST_SHARED:
        return False
    if any(denied(claim, term) and any(denied(said, other) for other in same) for term, same in shared):
        return False
    if any(term.word[0] >= "가" for term in claim_terms):
        last, same = shared[-1]
        ends = not denied(claim, last) or any(_ends_clause(said, other) for other in same)
        return differ[-1] and last is claim_terms[-1] and ends and not _by_other_means(claim_terms, said, said_terms, same)
    enough = sum(differ) >= FEWEST_SHARED or 2 * len(shared) >= len(claim_terms)
    return enough and sum(differ) * 5 >= len(differ) * 2


def _by_other_means(claim: Sequence[Term], said: str, said_terms: Sequence[Term], same: Sequence[Term]) -> bool:
    """격리 수준 하나로는 못 막고 락을 써야 합니다: what fails are means that the claim does not name, and the claim's come after."""
    last = max((term.start for term in said_terms if share(claim, [term])), default=-1)
    for start, end in _pieces(said):
        # the first is enough: what follows in the piece is governed by the same means
        until = next((term.start for term in same if start <= term.start < end), None)
        if until is None or last < end:
            continue
        means = [found[1] for found in OTHER_MEANS.finditer(said[start:until])]
        if means and not share(claim, [word for name in means for word in terms(name)]):
            return True
    return False


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where each of the smallest pieces begins and ends."""
    end = 0
    for piece in chunks(text):
        start = text.index(piece, end)
        end = start + len(piece)
        yield start, end


def deny_alike(claim: str, said: str) -> bool:
    """Both deny one of the words that they share, and the text denies no other of them."""
    heard = terms(said)
    shared = [
        (denied(claim, term), [denied(said, other) for other in same])
        for term in terms(claim)
        if (same := [other for other in heard if alike(term, other) >= SHARED])
    ]
    return any(here and any(there) for here, there in shared) and all(here or not all(there) for here, there in shared)


def _ends_clause(text: str, term: Term) -> bool:
    """No other content word follows in its smallest piece: it is the predicate."""
    rest = next(iter(chunks(text[term.start :])), "")
    return len(terms(rest)) <= 1
