"""Right words with the wrong partner: which topics the truth says each word of, and whether the answer crosses them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from practice.scoring.chunks import chunks
from practice.scoring.exchange import Ties, ties_of
from practice.scoring.terms import Term, alike, terms

TOPIC = re.compile(r"[가-힣A-Za-z0-9)`'’](?:은|는|이|가)$|^[A-Z]")
FEWEST_CROSSED = 1


@dataclass(frozen=True, slots=True)
class Partners:
    """For each word of the truth the topics that it is said of, and which words stand together in one clause."""

    said_of: dict[str, frozenset[str]]
    topics: frozenset[str]
    ties: Ties = frozenset()


def partners(truth: Sequence[str]) -> Partners:
    """Reads the points and the model answer, clause by clause."""
    said_of: dict[str, set[str]] = {}
    topics: set[str] = set()
    for text in truth:
        for topic, rest in _statements(text):
            topics.add(topic)
            for term in rest:
                said_of.setdefault(term.stem, set()).add(topic)
    return Partners({stem: frozenset(of) for stem, of in said_of.items()}, frozenset(topics), ties_of(truth))


def crossed(claim: str, claim_terms: Sequence[Term], said: str, answer: str, truth: Partners) -> bool:
    """Words of the claim are said of a topic that the truth never says them of, and the claim's own topic stands elsewhere.

    Who says the words of the claim in the claim's order has exchanged nothing.
    """
    if in_order(claim_terms, terms(said)):
        return False
    spoken = {topic for topic, _ in _statements(answer)} & {topic for topic, _ in _statements(claim)}
    wrong = right = 0
    for topic, rest in _statements(said):
        here = {term.stem for term in rest}
        for term in rest:
            ours = any(alike(term, other) >= 0.9 for other in claim_terms)
            of = truth.said_of.get(term.stem, frozenset()) if ours else frozenset()
            right += topic in of
            wrong += topic in truth.topics and topic not in of and bool(of & spoken) and not of & here
    return wrong >= FEWEST_CROSSED and wrong > right


def in_order(claim: Sequence[Term], said: Sequence[Term]) -> bool:
    """The words that both hold stand in one order, each where it stands first."""
    places = {term.stem: place for place, term in reversed(list(enumerate(said)))}
    shared = [places[stem] for stem in dict.fromkeys(term.stem for term in claim) if stem in places]
    return shared == sorted(shared)


def _statements(text: str) -> list[tuple[str, list[Term]]]:
    """(topic, the other words) of each clause; a clause without a topic of its own goes on with the last one."""
    found: list[tuple[str, list[Term]]] = []
    topic = ""
    for chunk in chunks(text):
        words = list(terms(chunk))
        head = next((term for term in words[:2] if _is_topic(chunk, term)), None)
        topic = head.stem if head else topic
        if topic:
            found.append((topic, [term for term in words if term is not head]))
    return found


def _is_topic(chunk: str, term: Term) -> bool:
    """A word with a topic particle, also one in Latin letters (HNSW는), or a name that opens an English clause."""
    behind = chunk[term.end : term.end + 1]
    if term.word[0] >= "가":
        return term.word[-1] in "은는"
    return behind in ("은", "는") or (term.word[0].isupper() and behind in (" ", ""))
