"""An answer made ready for comparing: its units, their words, their vectors."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from practice.embedding.port import Encoder, Vectors
from practice.scoring.centred import centred
from practice.scoring.clauses import units
from practice.scoring.gates import copies
from practice.scoring.sentences import sentences
from practice.scoring.spans import Span
from practice.scoring.terms import Term, terms
from practice.scoring.ties import ties


@dataclass(frozen=True, slots=True)
class Unit:
    """Words that may be evidence. ``bare``: a list of keywords, not a statement."""

    span: Span
    terms: tuple[Term, ...]
    bare: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """``vectors[i]`` belongs to ``units[i]``; ``terms`` are those of the whole answer, ``whole`` its vector where asked for."""

    units: tuple[Unit, ...]
    terms: tuple[Term, ...]
    vectors: Vectors
    whole: Vectors | None = None

    def without(self, spans: Sequence[Span]) -> "Reading":
        """The same as if these words had not been said."""
        if not spans:
            return self
        kept = [at for at, unit in enumerate(self.units) if not any(_overlap(unit.span, span) for span in spans)]
        units = tuple(self.units[at] for at in kept)
        return replace(self, units=units, terms=tuple(term for unit in units for term in unit.terms), vectors=self.vectors[kept])


def read(text: str, asked: str, encoder: Encoder, middle: Vectors, whole: bool = False) -> Reading:
    """One call of the encoder for all units; sentences that only repeat the question are left out."""
    own = tuple(part for part in sentences(text) if not copies(part.text, asked))
    lists = tuple(part for part in own if is_bare(part.text, terms(part.text)))
    found = tuple(_unit(span, lists) for span in units(text, own))
    kept = tuple(unit for unit in found if unit.terms)
    if not kept:
        return Reading((), (), middle[None][:0])
    texts = [unit.span.text for unit in kept] + [" ".join(text.split())] * whole
    vectors = centred(encoder.encode(texts, "passage"), middle)
    words = tuple(term for part in own for term in terms(part.text))
    return Reading(kept, words, vectors[: len(kept)], vectors[-1] if whole else None)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _unit(span: Span, lists: tuple[Span, ...]) -> Unit:
    words = terms(span.text)
    within = any(part.start <= span.start and span.end <= part.end for part in lists)
    return Unit(span, words, within or is_bare(span.text, words))


def is_bare(text: str, words: tuple[Term, ...]) -> bool:
    """Five content words or more and nothing that ties them: no particle or ending, no function word."""
    # "4byte", "61GB" and "1000만개면" are figures: a calculation is no list
    plain = sum(not term.word[0].isdigit() and not text[: term.start][-1:].isdigit() for term in words)
    return plain >= 5 and ties(text) * 4 < plain
