"""One terminal for all: prefixed lines for people, one JSON object a line for machines."""

import io
import json
import os
import threading

from stack.console import Console


def test_a_line_carries_the_name_of_its_process() -> None:
    stream = io.StringIO()
    console = Console("text", stream)
    console.line("api", "요청을 받았다")
    console.plain("Backtalk is ready: http://127.0.0.1:8000")
    console.close()
    assert stream.getvalue() == "api              | 요청을 받았다\nBacktalk is ready: http://127.0.0.1:8000\n"


def test_json_keeps_what_is_structured_and_wraps_what_is_not() -> None:
    stream = io.StringIO()
    console = Console("json", stream)
    console.line("api", '{"event": "request", "status": 202}')
    console.line("worker-scoring", "a plain line")
    console.close()
    one, other = (json.loads(line) for line in stream.getvalue().splitlines())
    assert one == {"process": "api", "event": "request", "status": 202}
    assert other.items() >= {"process": "worker-scoring", "event": "a plain line", "level": "info"}.items()


def test_a_terminal_that_does_not_read_stops_nobody() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "r") as reader, os.fdopen(writing, "w") as writer:
        console = Console("text", writer)
        # more than the pipe and the queue hold together; every call must return
        for _ in range(30_000):
            console.plain("x" * 100)
        drain = threading.Thread(target=lambda: sum(1 for _ in reader))
        drain.start()
        console.close()
        writer.close()
        drain.join()
