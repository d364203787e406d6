"""``python -m bench [--only NAME]``: measures floors, usual recipes and this system side by side."""

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
# Each is a module of this room with ``run(services, folder)``; its docstring is what RESULTS.md says of it.
BENCHES = ("submit", "walk", "streams")


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--only", choices=BENCHES, default=os.environ.get("ONLY") or None)
    chosen = parser.parse_args().only
    raise_file_limit()
    words = {name: importlib.import_module(f"bench.{name}").__doc__ or "" for name in BENCHES}
    with tempfile.TemporaryDirectory(prefix="backtalk-bench-") as folder, services(Path(folder)) as running:
        for name in BENCHES if chosen is None else (chosen,):
            _measure(name, running, Path(folder), words)


def _measure(name: str, running: Services, folder: Path, words: dict[str, str]) -> None:
    note(f"{name}: begins, load average {load()}")
    before, started = load(), time.monotonic()
    figures = summarise(importlib.import_module(f"bench.{name}").run(running, folder))
    minutes = round((time.monotonic() - started) / 60, 1)
    at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    found = Circumstances(commit(), at, machine(), versions(), (before, load()), minutes)
    table.write(HERE / "RESULTS.md", replace(HERE / "results.jsonl", name, figures, found), words)
    note(f"{name}: done after {minutes} minutes, see bench/RESULTS.md")


if __name__ == "__main__":
    main()
