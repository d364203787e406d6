"""What the database knows of a person's practice, as the choice of the next question needs it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, select, text

from practice.db.tables import Answer, QuestionRow
from practice.progress.choice import Candidate, Known, Slip
from practice.progress.marks import OUTRANKED, Mark, Scorer, marks, scorers

# Points that the two newest scored answers to a question both lack. A misconception is lacking when it is stated.
SLIPS = text(f"""
with last_score as (
  select distinct on (a.id) a.question_id, a.id, s.body
  from answers a join scores s on s.answer_id = a.id
  where a.user_id = :user_id and s.user_id = :user_id and a.followup is null
    and s.scorer = :scorer and s.scorer_version = :version and s.model = :model and not {OUTRANKED}
  order by a.id, s.scored_at desc),
newest as (select *, row_number() over (partition by question_id order by id desc) as place from last_score)
select question_id, point ->> 'id' as id, (array_agg(point ->> 'text' order by place))[1] as wording
from newest cross join lateral jsonb_array_elements(body -> 'points') as point
where place <= 2
  and point ->> 'verdict' <> case when cast(point ->> 'weight' as int) < 0 then 'missed' else 'met' end
group by question_id, point ->> 'id' having count(*) = 2
order by question_id, max(cast(point ->> 'weight' as int)) desc, point ->> 'id'
""")  # noqa: S608  # a constant


def known(conn: Connection, user_id: UUID) -> Known:
    """By the person's usual scorer; of questions that it never judged, when they were answered last."""
    found = marks(conn, user_id)
    told = [mark for mark in found if not mark.unjudged]
    ranked = scorers(told)
    scorer = ranked[0][0] if ranked else None
    own = _own(told, scorer)
    judged = {mark.question_id for mark in own}
    others = {mark.question_id: mark for mark in found if mark.question_id not in judged}
    answered = conn.scalars(select(Answer.question_id).where(Answer.user_id == user_id).distinct())
    slips = _slips(conn, user_id, scorer) if scorer else {}
    return Known(own, frozenset(answered), scorer, slips, tuple(others.values()))


def _own(found: Sequence[Mark], scorer: Scorer | None) -> list[Mark]:
    """The marks of one scorer, and the zeros that any scorer gives for answers which it did not judge; oldest first."""
    own = {mark.answer_id for mark in found if mark.scorer == scorer}
    gated = {mark.answer_id: mark for mark in found if mark.gated and mark.answer_id not in own}
    return [mark for mark in found if mark.scorer == scorer or gated.get(mark.answer_id) is mark]


def _slips(conn: Connection, user_id: UUID, scorer: Scorer) -> dict[str, tuple[Slip, ...]]:
    values = {"user_id": user_id, "scorer": scorer.scorer, "version": scorer.version, "model": scorer.model}
    slips: dict[str, tuple[Slip, ...]] = {}
    for row in conn.execute(SLIPS, values):
        slips[row.question_id] = (*slips.get(row.question_id, ()), Slip(row.id, row.wording))
    return slips


def candidates(conn: Connection, user_id: UUID) -> list[Candidate]:
    """The questions of the bank that ships and of one's own, in reading order."""
    columns = (QuestionRow.id, QuestionRow.section, QuestionRow.axes, QuestionRow.difficulty)
    visible = QuestionRow.user_id.is_(None) | (QuestionRow.user_id == user_id)
    rows = conn.execute(select(*columns).where(visible).order_by(QuestionRow.bank_id, QuestionRow.position))
    return [Candidate(row.id, row.section, tuple(row.axes), row.difficulty) for row in rows]
