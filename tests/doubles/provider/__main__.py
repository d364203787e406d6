"""``python -m tests.doubles.provider --port 0``: a provider to point a worker at; says its two addresses and runs."""

import argparse
import asyncio
import signal
import sys

from tests.doubles.provider.server import Double
from tests.doubles.provider.state import MODES, State


async def serve(double: Double) -> None:
    """Until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await double.start()
    sys.stdout.write(f"{double.url} {double.control}\n")
    sys.stdout.flush()
    await stop.wait()
    await double.stop()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.doubles.provider")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--control-port", type=int, default=0)
    parser.add_argument("--mode", choices=MODES, default="ok")
    parser.add_argument("--latency-s", type=float, default=0.0, help="before the first byte")
    parser.add_argument("--stream-s", type=float, default=0.0, help="from the first byte to the last")
    parser.add_argument("--lenient", action="store_true", help="answers any chat request, ours or not")
    return parser.parse_args()


def main() -> None:
    given = arguments()
    state = State(mode=given.mode, latency_s=given.latency_s, stream_s=given.stream_s, strict=not given.lenient, keep=200)
    asyncio.run(serve(Double(state, port=given.port, control_port=given.control_port)))


if __name__ == "__main__":
    main()
