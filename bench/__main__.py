"""``python -m bench [--only NAME] [--rounds N]``: measures floors, usual recipes and this system side by side."""

import argparse
import importlib
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.ground.limits import raise_file_limit
from bench.ground.services import Services, services
from bench.measure import table
from bench.measure.machine import commit, load, machine, versions
from bench.measure.results import Circumstances, replace
from bench.measure.rounds import note
from bench.measure.samples import summarise

HERE = Path(__file__).parent
# Each is a module of this room with ``ROUNDS`` and ``run(services, folder, rounds)``, which yields samples; its docstring is
# what RESULTS.md says of it.
BENCHES = ("submit", "walk", "streams")


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--only", choices=BENCHES, default=os.environ.get("ONLY") or None)
    parser.add_argument("--rounds", type=int, help="instead of each bench's own number; fewer say less")
    wanted = parser.parse_args()
    raise_file_limit()
    words = {name: importlib.import_module(f"bench.{name}").__doc__ or "" for name in BENCHES}
    with tempfile.TemporaryDirectory(prefix="backtalk-bench-") as folder, services(Path(folder)) as running:
        for name in BENCHES if wanted.only is None else (wanted.only,):
            _measure(name, running, Path(folder), words, wanted.rounds)


def _measure(name: str, running: Services, folder: Path, words: dict[str, str], rounds: int | None) -> None:
    note(f"{name}: begins, load average {load()}")
    before, started = load(), time.monotonic()
    bench = importlib.import_module(f"bench.{name}")
    figures = summarise(bench.run(running, folder, rounds or bench.ROUNDS))
    minutes = round((time.monotonic() - started) / 60, 1)
    at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    found = Circumstances(commit(), at, machine(), versions(), (before, load()), minutes)
    table.write(HERE / "RESULTS.md", replace(HERE / "results.jsonl", name, figures, found), words)
    note(f"{name}: done after {minutes} minutes, see bench/RESULTS.md")


if __name__ == "__main__":
    main()
