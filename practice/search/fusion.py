"""How much a word weighs beside meaning.

Chosen on nine retrieval sets (headings and questions of interview notes in Korean and English, encyclopaedia questions,
sentences typed word by word): the sum of the cosine and the plain BM25 score times 0.00065 is near the better part or above it on
all but queries that repeat an English sentence or a rubric's point word for word, where words alone are .01 to .03 better, and
headings of two or three common words, where meaning alone is .03 better; what other weights give stands in bench/SEARCH.md.
BM25 is left unscaled on purpose: a long exact query brings much evidence
and then words decide, a short heading brings little and then meaning does. Sums of ranks (RRF) and of scores scaled within
the candidates lose on one set or another. For another model the weight follows the spread of its cosines.

A word that stands in the question or in its model answer weighs three quarters of one in the answer itself: at half of it and
less, answers are found worse by what they were asked; from the whole on, a sentence typed word by word is not always first.
"""

from practice.embedding.models import ModelSpec

# of the difference between the same text and an unrelated one
_SHARE_OF_SPREAD = 0.00232
# of the weight of a word in the answer
ASKED = 0.75


def words_weight(spec: ModelSpec) -> float:
    """What one point of BM25 is worth in cosine."""
    return _SHARE_OF_SPREAD * (spec.same - spec.unrelated_query)
