"""All processes' lines in one terminal, each with the name of its process."""

import json
import os
import queue
import sys
import threading
from datetime import UTC, datetime
from typing import Literal, TextIO

OURSELVES = "backtalk"
WIDTH = 16
COLOURS = (36, 33, 35, 32, 34, 96, 93, 95)


class Console:
    """Lines are written by a thread of their own: a terminal that does not read must not stop the processes behind it."""

    def __init__(self, log_format: Literal["text", "json"] = "text", stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._json = log_format == "json"
        self._coloured = self._stream.isatty() and "NO_COLOR" not in os.environ
        self._names: list[str] = []
        self._waiting: queue.Queue[str | None] = queue.Queue(maxsize=10_000)
        self._writer = threading.Thread(target=self._write, daemon=True, name="console")
        self._writer.start()

    def say(self, text: str, level: str = "info") -> None:
        """A line of the supervisor's own."""
        self.line(OURSELVES, text, level)

    def line(self, name: str, text: str, level: str = "info") -> None:
        self.plain(self._structured(name, text, level) if self._json else f"{self._prefix(name)} {text}")

    def plain(self, text: str) -> None:
        try:
            self._waiting.put_nowait(text)
        except queue.Full:
            return

    def close(self) -> None:
        """Writes what waits, for at most two seconds."""
        try:
            self._waiting.put(None, timeout=1.0)
        except queue.Full:
            return
        self._writer.join(2.0)

    def _prefix(self, name: str) -> str:
        shown = f"{name:<{WIDTH}} |"
        if not self._coloured:
            return shown
        if name not in self._names:
            self._names.append(name)
        return f"\x1b[{COLOURS[self._names.index(name) % len(COLOURS)]}m{shown}\x1b[0m"

    def _structured(self, name: str, text: str, level: str) -> str:
        try:
            said = json.loads(text)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            said = {"event": text, "level": level, "timestamp": datetime.now(UTC).isoformat()}
        return json.dumps({"process": name, **said}, ensure_ascii=False)

    def _write(self) -> None:
        while (text := self._waiting.get()) is not None:
            try:
                self._stream.write(text + "\n")
                self._stream.flush()
            except (OSError, ValueError):
                # nobody reads any more; the processes go on
                continue
