"""How much a word weighs beside meaning.

Chosen on nine retrieval sets (headings and questions of interview notes in Korean and English, encyclopaedia questions,
sentences typed word by word): the sum of the cosine and the plain BM25 score times 0.00065 is near the better part or above it on
all but queries that repeat an English sentence or a rubric's point word for word, where words alone are .01 to .03 better, and
headings of two or three common words, where meaning alone is .03 better; what other weights give stands in bench/SEARCH.md.
BM25 is left unscaled on purpose: a long exact query brings much evidence
and then words decide, a short heading brings little and then meaning does. Sums of ranks (RRF) and of scores scaled within
the candidates lose on one set or another. For another model the weight follows the spread of its cosines.

A word that stands in the question or in its model answer weighs three quarters of one in the answer itself, and up to five times
that where the question has all of the query: who types two words that it has means it, and of a sentence typed word by word
it has but a few. What other weights give stands in decisions/0025-found-by-what-was-asked.md.
"""

from practice.embedding.models import ModelSpec

# of the difference between the same text and an unrelated one
_SHARE_OF_SPREAD = 0.00232
# of the weight of a word in the answer; and how much more of it where a question has the whole query
_ASKED, _WHOLE = 0.75, 4.0


def words_weight(spec: ModelSpec) -> float:
    """What one point of BM25 is worth in cosine."""
    return _SHARE_OF_SPREAD * (spec.same - spec.unrelated_query)


def asked_weight(score: float, total: float) -> float:
    """What the BM25 score of a question counts beside that of an answer; ``total``: of a text that has every word once."""
    return _ASKED * score * (1 + _WHOLE * (score / total) ** 2)
