"""Messages that may be lost go out from a thread of their own: work does not wait for Redis, and a burst is one round trip."""

import threading
from collections import deque

import redis
import structlog
from redis.exceptions import RedisError

log = structlog.get_logger()

# past these the oldest are dropped: what is short-lived is worth no memory
KEPT = 10_000


class Publisher:
    """Publishes in the order in which it was asked, soon; a Redis that is away costs nobody any time."""

    def __init__(self, client: redis.Redis) -> None:
        self._client = client
        self._waiting: deque[tuple[str, bytes]] = deque(maxlen=KEPT)
        self._some = threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._closing = False

    def publish(self, channel: str, message: bytes) -> None:
        """Never waits and never fails."""
        self._waiting.append((channel, message))
        self._some.set()
        if self._thread is None:
            self._start()

    def close(self) -> None:
        """What waits still goes out; then the thread ends, and the client may be closed."""
        self._closing = True
        self._some.set()
        if self._thread is not None:
            self._thread.join()

    def _start(self) -> None:
        # at the first message, not before: a thread does not outlive a fork
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="publisher", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while not self._closing:
            self._some.wait()
            self._some.clear()
            batch = [self._waiting.popleft() for _ in range(len(self._waiting))]
            try:
                with self._client.pipeline(transaction=False) as pipe:
                    for channel, message in batch:
                        pipe.publish(channel, message)
                    pipe.execute()
            except (RedisError, OSError) as error:
                log.warning("messages_lost", messages=len(batch), error=type(error).__name__)
