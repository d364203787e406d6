"""A person with an open page: it comes back by itself with the last event's id, as a browser does."""

import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.faults.stage import Stage
from tests.faults.waiting import PATIENCE_S
from tests.flow.sse import Frame, frames

QUESTION = "backtalk-worker-killed-lease-and-fence"
TEXT = (
    "Redis를 브로커로 쓰면 워커가 죽어도 메시지는 남고, 진짜 시계는 PostgreSQL의 리스입니다. "
    "리스가 만료되면 다른 워커가 더 큰 시도 번호로 가져가고, 늦은 쓰기는 아무것도 바꾸지 못합니다."
)
# a browser waits as long as `retry:` says; a test need not
COME_BACK_S = 0.1
numbers = itertools.count(1)


class Page(threading.Thread):
    """Keeps every frame that arrived and what each try to connect was met with: a status, or the name of an error."""

    def __init__(self, stage: Stage, token: str) -> None:
        super().__init__(daemon=True, name="page")
        self._client = httpx.Client(base_url=stage.place.address, headers={"Authorization": f"Bearer {token}"}, trust_env=False)
        self._news = threading.Condition()
        self._closing = threading.Event()
        self.frames: list[Frame] = []
        self.met: list[int | str] = []
        self.cursor = 0

    @property
    def ids(self) -> list[int]:
        return [frame.id for frame in self.frames if frame.id is not None]

    def kinds(self, answer: str) -> list[str]:
        """What the page has been told of one answer, in order, without what has no number."""
        return [frame.event for frame in self.frames if frame.id is not None and frame.data.get("answer_id") == answer]

    def until(self, told: Callable[["Page"], object], what: str) -> None:
        with self._news:
            assert self._news.wait_for(lambda: told(self), PATIENCE_S), f"the page waited in vain for: {what}; {self.met[-5:]}"

    def until_told(self, answer: str, kind: str) -> None:
        self.until(lambda page: kind in page.kinds(answer), kind)

    def run(self) -> None:
        while not self._closing.is_set():
            try:
                self._read()
            except httpx.HTTPError as error:
                self._met(type(error).__name__)
            self._closing.wait(COME_BACK_S)
        self._client.close()

    def close(self) -> None:
        self._closing.set()
        self.join(PATIENCE_S)

    def _read(self) -> None:
        headers = {"Last-Event-ID": str(self.cursor)}
        with self._client.stream("GET", "/api/events", headers=headers, timeout=httpx.Timeout(5.0, read=8.0)) as response:
            self._met(response.status_code)
            if response.status_code == 200:
                lines = itertools.takewhile(lambda _: not self._closing.is_set(), response.iter_lines())
                for frame in frames(lines):
                    self._take(frame)

    def _take(self, frame: Frame) -> None:
        with self._news:
            self.frames.append(frame)
            self.cursor = frame.id if frame.id is not None else self.cursor
            self._news.notify_all()

    def _met(self, what: int | str) -> None:
        with self._news:
            self.met.append(what)
            self._news.notify_all()


@dataclass
class Guest:
    """A person: what they sent, and what was promised to them."""

    stage: Stage
    user_id: str
    token: str
    page: Page
    accepted: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, timeout: float = 30.0, **options: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        url = f"{self.stage.place.address}{path}"
        return httpx.request(method, url, headers=headers, timeout=timeout, trust_env=False, **options)

    def send(self, key: str | None = None, text: str | None = None, timeout: float = 30.0) -> httpx.Response:
        """One try to submit an answer, whatever comes of it. Each text is another one."""
        body = {"question_id": QUESTION, "text": text or f"{TEXT} ({next(numbers)})"}
        response = self.ask("POST", "/api/answers", timeout, json=body, headers={"Idempotency-Key": key} if key else {})
        if response.status_code == 202 and response.json()["id"] not in self.accepted:
            self.accepted.append(response.json()["id"])
        return response

    def submit(self, text: str | None = None) -> str:
        response = self.send(text=text)
        assert response.status_code == 202, response.text
        return str(response.json()["id"])

    def view(self, answer: str) -> dict[str, Any]:
        seen: dict[str, Any] = self.ask("GET", f"/api/answers/{answer}").json()
        return seen

    def states(self, answer: str) -> tuple[str, str]:
        """What the page would show: of the scoring, of the embedding."""
        view = self.view(answer)
        return view["scoring"]["state"], view["embedding"]["state"]


def enter(stage: Stage) -> Guest:
    """A new guest with an open page."""
    opened = httpx.post(f"{stage.place.address}/api/session", trust_env=False, timeout=30.0)
    assert opened.status_code == 201, opened.text
    token = opened.json()["token"]
    page = Page(stage, token)
    page.start()
    page.until(lambda page: 200 in page.met, "the stream")
    return Guest(stage, opened.json()["user_id"], token, page)
