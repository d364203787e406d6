"""Every kind of caller there is, and what each is told at every endpoint; a route that is missing here fails the test."""

from dataclasses import dataclass, field
from typing import Any

# what a caller without a valid session is told
CLOSED = 401

CALLERS = ("none", "forged", "expired", "ended", "stranger", "owner")


@dataclass(frozen=True)
class Endpoint:
    """``owner`` and ``stranger``: the status for those with a session, who send ``query``; ``nobody``: for all others.

    The ids in ``route``, ``query`` and ``json`` are the owner's. ``spoils``: the owner's call takes something away for good.
    """

    method: str
    route: str
    owner: int
    stranger: int
    nobody: int = CLOSED
    query: str = ""
    json: dict[str, Any] | None = None
    content: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    spoils: bool = False

    @property
    def name(self) -> str:
        return f"{self.method} {self.route}"


def _get(route: str, owner: int, stranger: int, nobody: int = CLOSED, query: str = "") -> Endpoint:
    return Endpoint("GET", route, owner, stranger, nobody, query=query)


ANSWER = "/api/answers/{answer_id}"
SHEET = "---\nbank: mine\nlang: ko\n---\n## 큐\n\n1. 왜 그런가요?\n".encode()
PRACTICE = {"text": "답", "question_id": "{question_id}"}

TABLE = (
    # open to everybody, and the same for everybody
    _get("/healthz", 200, 200, 200),
    _get("/readyz", 503, 503, 503),
    Endpoint("HEAD", "/healthz", 200, 200, 200),
    Endpoint("HEAD", "/readyz", 503, 503, 503),
    _get("/metrics", 200, 200, 200),
    _get("/api/openapi.json", 200, 200, 200),
    _get("/api/banks", 200, 200, 200),
    _get("/api/questions", 200, 200, 200),
    Endpoint("POST", "/api/session", 201, 201, 201),
    _get("/api/signin", 303, 303, 303),
    _get("/api/signin/callback", 303, 303, 303),
    _get("/api/questions/near", 200, 200, 200, query="q=%EB%8B%B5"),
    # open, but one's own bank is for oneself
    _get("/api/questions/{question_id}", 200, 404, 404),
    _get("/api/banks/{slug}", 200, 404, 404),
    _get("/api/banks/{slug}/export", 200, 404, 404),
    # one's own, by a list: a stranger sees a list of their own
    _get("/api/system", 200, 200),
    _get("/api/me", 200, 200),
    _get("/api/sessions", 200, 200),
    _get("/api/workspace", 200, 200),
    _get("/api/workspace/export", 200, 200),
    _get("/api/answers", 200, 200),
    _get("/api/search", 200, 200, query="q=%EB%8B%B5"),
    _get("/api/progress", 200, 200),
    _get("/api/next", 200, 200),
    # a stream has no end: whoever may open one is stopped by an id that is none
    _get("/api/events", 400, 400, query="after=x"),
    Endpoint("POST", "/api/banks/import", 200, 200, content=SHEET, headers={"Content-Type": "text/markdown"}),
    # one's own, by id: to a stranger it is as if it were not there
    _get(ANSWER, 200, 404),
    _get(f"{ANSWER}/similar", 200, 404),
    _get(f"{ANSWER}/better", 200, 404),
    _get(f"{ANSWER}/trace", 200, 404),
    _get(f"{ANSWER}/scores", 200, 404),
    _get(f"{ANSWER}/tree", 200, 404),
    Endpoint("POST", "/api/answers", 202, 404, json=PRACTICE),
    Endpoint("POST", f"{ANSWER}/retry", 409, 404),
    Endpoint("POST", f"{ANSWER}/estimate", 409, 404),
    Endpoint("DELETE", ANSWER, 204, 404, spoils=True),
    Endpoint("DELETE", "/api/banks/{slug}", 204, 404, query="answers=1", spoils=True),
    Endpoint("DELETE", "/api/sessions/{session_id}", 204, 404, spoils=True),
    Endpoint("DELETE", "/api/workspace", 204, 422, query="confirm={user_id}", spoils=True),
    Endpoint("DELETE", "/api/session", 204, 204, spoils=True),
)
