"""One's own scores as numbers over time, each under the scorer that gave it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, text

from practice.scoring.gates import ANYBODYS, FORM_ONLY

# The newest answers decide whose numbers are shown when several scorers have judged.
RECENT = 20


@dataclass(frozen=True, slots=True)
class Scorer:
    """Numbers of two scorers, or of one scorer with two models, are never averaged: they mean different things."""

    scorer: str
    version: str
    model: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What one scorer gave one answer last; ``at`` is when the answer was sent, ``axes`` maps an axis to 0..100.

    ``gated``: no rubric was asked ("I don't know", a few letters); whichever scorer it is, the answer gets this 0.
    ``unjudged``: there was nothing to judge it by, and its 0 is no score.
    """

    answer_id: UUID
    question_id: str
    section: str
    at: datetime
    overall: int
    axes: dict[str, int]
    scorer: Scorer
    gated: bool = False
    unjudged: bool = False


# An estimate was taken while the real score was awaited: once that is there, it counts nowhere.
OUTRANKED = """(s.standing = 'interim'
  and exists (select from scores f where f.answer_id = s.answer_id and f.user_id = :user_id and f.standing = 'final'))"""
# A follow-up asks for one point and its answer is held against all of them: that number says nothing of the question.
# An answer may have been scored several times by one scorer: the last time counts.
MARKS = text(f"""
select distinct on (a.id, s.scorer, s.scorer_version, s.model)
  a.id, a.question_id, a.section, a.created_at, s.overall, s.body -> 'axes' as axes, s.scorer, s.scorer_version, s.model,
  s.body ->> 'gate' as gate
from scores s join answers a on a.id = s.answer_id
where s.user_id = :user_id and a.user_id = :user_id and a.followup is null and not {OUTRANKED}
order by a.id, s.scorer, s.scorer_version, s.model, s.scored_at desc
""")  # noqa: S608  # a constant


def marks(conn: Connection, user_id: UUID) -> list[Mark]:
    """All of them, oldest answer first."""
    rows = conn.execute(MARKS, {"user_id": user_id})
    found = [
        Mark(
            row.id,
            row.question_id,
            row.section,
            row.created_at,
            row.overall,
            {axis["axis"]: axis["score"] for axis in row.axes or []},
            Scorer(row.scorer, row.scorer_version, row.model),
            row.gate in ANYBODYS,
            row.gate == FORM_ONLY,
        )
        for row in rows
    ]
    return sorted(found, key=lambda mark: (mark.at, mark.answer_id))


def scorers(found: Sequence[Mark]) -> list[tuple[Scorer, int]]:
    """Every scorer with the number of answers that it judged, the usual one first.

    The usual one judged most of the newest answers; of two that judged as many, the one that judged last. What every scorer
    would have said of an answer tells nothing of which is the usual one.
    """
    telling = [mark for mark in found if not mark.gated] or found
    answers = list(dict.fromkeys(mark.answer_id for mark in reversed(telling)))[:RECENT]
    recent = Counter(mark.scorer for mark in telling if mark.answer_id in answers)
    total = Counter(mark.scorer for mark in found)
    last = {mark.scorer: place for place, mark in enumerate(telling)}
    ranked = sorted(total, key=lambda scorer: (recent[scorer], last.get(scorer, -1)), reverse=True)
    return [(scorer, total[scorer]) for scorer in ranked]
