"""A chain of answers read as a tree: each answer below the one that it follows, and how deep answers still score."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, text

from practice.bank.derived import PREFIX
from practice.errors import AnswerNotFound
from practice.scoring.gates import FORM_ONLY
from practice.scoring.model import Judge

# half of the rubric's points: below that an answer has stopped to carry its branch
CARRIES = 50
DEEPEST = 100


@dataclass(slots=True)
class Node:
    """One answer; ``overall`` and where it came from are those of the score that counts, None while there is none."""

    id: UUID
    parent_id: UUID | None
    question_id: str
    attempt: int
    depth: int
    snippet: str
    # the follow-up question that it answers; None when it answers the question itself
    asked: str | None
    created_at: datetime
    state: str
    overall: int | None
    scorer: str | None
    version: str | None
    model: str | None
    standing: str | None
    rubric_hash: str | None
    # ids of the rubric's points that count for the answer, and of those that it makes; None while there is no score
    asks: list[str] | None
    makes: list[str] | None
    children: list["Node"] = field(default_factory=list)

    @property
    def judge(self) -> Judge | None:
        if self.scorer is None or self.version is None or self.model is None or self.standing is None:
            return None
        return Judge(self.scorer, self.version, self.model, self.standing)

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Tree:
    """``carries`` is the least overall that counts as scoring; ``stops_at`` the depth of the first answer on the best branch
    that does not reach it, None while every scored one does. Scorers lists those that the numbers come from.

    ``stops_at`` and ``made``, how many of the rubric's ``points`` all answers together make, look at scores of ``judge`` alone.
    """

    root: Node
    depth: int
    carries: int
    stops_at: int | None
    scorers: list[str]
    judge: Judge | None
    made: int | None
    points: int | None


# Up to the first answer of the chain, then down to everything that follows it. A parent is older than its child, so there
# is no circle; the bound is for chains that nobody writes by hand.
CHAIN = text("""
with recursive up as (
  select id, parent_id, 0 as steps from answers where id = :answer_id and user_id = :user_id
  union all
  select a.id, a.parent_id, up.steps + 1 from answers a join up on a.id = up.parent_id
  where a.user_id = :user_id and up.steps < :deepest),
down as (
  select id, 0 as depth from (select id from up order by steps desc limit 1) top
  union all
  select a.id, down.depth + 1 from answers a join down on a.parent_id = down.id
  where a.user_id = :user_id and down.depth < :deepest)
select a.id, a.parent_id, a.question_id, a.attempt, down.depth, left(a.text, 160) as snippet, a.followup, a.created_at, j.state,
  s.overall, s.scorer, s.scorer_version, s.model, s.standing, s.rubric_hash, s.asks, s.makes
from down join answers a on a.id = down.id
join jobs j on j.answer_id = a.id and j.queue = 'scoring'
left join lateral (
  select case when body->>'gate' = :form_only then null else overall end as overall,
    scorer, scorer_version, model, standing, rubric_hash,
    jsonb_path_query_array(body, '$.points[*] ? (@.weight > 0).id') as asks,
    jsonb_path_query_array(body, '$.points[*] ? (@.weight > 0 && @.verdict == "met").id') as makes
  from scores where answer_id = a.id
  order by (standing = 'final') desc, scored_at desc limit 1) s on true
order by down.depth, a.created_at, a.id
""")


def tree(conn: Connection, user_id: UUID, answer_id: UUID) -> Tree:
    """The whole tree that the answer belongs to. Raises AnswerNotFound."""
    values = {"answer_id": answer_id, "user_id": user_id, "deepest": DEEPEST, "form_only": FORM_ONLY}
    rows = conn.execute(CHAIN, values).all()
    if not rows:
        raise AnswerNotFound("No answer of yours has this id. Take one from GET /api/answers.")
    nodes = {row.id: Node(*row) for row in rows}
    root = nodes[rows[0].id]
    for node in nodes.values():
        if node is not root and node.parent_id is not None:
            nodes[node.parent_id].children.append(node)
    scorers = sorted({node.scorer for node in nodes.values() if node.scorer})
    judge = _judge(list(nodes.values()))
    made, points = _made([node for node in nodes.values() if judge and node.judge == judge])
    depth = max(node.depth for node in nodes.values())
    return Tree(root, depth, CARRIES, _stops_at(root, judge), scorers, judge, made, points)


def _judge(nodes: list[Node]) -> Judge | None:
    """A final one before any estimate; of several the one that judged most of the answers, then the one that judged last."""
    judged = sorted((node for node in nodes if node.judge), key=lambda node: node.created_at)
    count = Counter(node.judge for node in judged)
    last = max(judged, key=lambda node: (node.standing == "final", count[node.judge], node.created_at), default=None)
    return last.judge if last else None


def _stops_at(node: Node, judge: Judge | None) -> int | None:
    """The deepest of the branches' first failures; None when some branch has not failed yet.

    An answer that the judge has not judged neither carries nor ends its branch.
    """
    if node.judge == judge and node.overall is not None and node.overall < CARRIES:
        return node.depth
    ends = [_stops_at(child, judge) for child in node.children]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def _made(judged: list[Node]) -> tuple[int | None, int | None]:
    """How many points the answers make together, of how many; None where they were not all held against the same points.

    An answer to a follow-up may have been held against those alone that the follow-up aims at, or against others: its own.
    """
    # an answer that was turned away, too short for instance, was held against none
    held = [node for node in judged if node.asks]
    whole = {(node.rubric_hash, tuple(node.asks or ())) for node in held if not (node.asked and _apart(node, held))}
    if len(whole) != 1:
        return None, None
    ((_, points),) = whole
    return len({point for node in judged for point in node.makes or ()} & set(points)), len(points)


def _apart(node: Node, held: list[Node]) -> bool:
    """Whether the answer was held against a part of the points of the question, or against a model answer of its own."""
    asks, first = set(node.asks or ()), [other for other in held if not other.asked]
    own = all(point.startswith(PREFIX) for point in asks) and node.rubric_hash not in {other.rubric_hash for other in first}
    return own or any(asks < set(other.asks or ()) for other in first)
