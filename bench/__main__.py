"""``python -m bench [--only NAME] [--rounds N]``: measures floors, usual recipes and this system side by side."""

import argparse
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.ground.limits import raise_file_limit
from bench.ground.services import Services, services
from bench.measure import module, results, table
from bench.measure.machine import commit, load, machine, versions
from bench.measure.module import Bench
from bench.measure.results import Circumstances
from bench.measure.rounds import note
from bench.measure.samples import summarise

HERE = Path(__file__).parent
# Each is a module of this room; ``bench.measure.module`` says what stands in it.
BENCHES = ("submit", "walk", "streams", "queues", "provider_calls", "event_log", "embedding", "search")


def main() -> int:
    """Exit status 1 when a bench failed; the others are measured and written all the same."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--only", choices=BENCHES, default=os.environ.get("ONLY") or None)
    parser.add_argument("--rounds", type=int, help="instead of each bench's own number; fewer say less")
    parser.add_argument("--write", action="store_true", help="measure nothing, write RESULTS.md from results.jsonl")
    wanted = parser.parse_args()
    raise_file_limit()
    benches = [module.load(name) for name in BENCHES]
    chosen = [bench for bench in benches if wanted.only in (None, bench.name)]
    if wanted.write:
        _write(benches)
        return 0
    with tempfile.TemporaryDirectory(prefix="backtalk-bench-") as folder, services(Path(folder)) as running:
        failed = [bench.name for bench in chosen if not _measured(bench, benches, running, Path(folder), wanted.rounds)]
    if failed:
        note(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def _measured(bench: Bench, benches: Sequence[Bench], running: Services, folder: Path, rounds: int | None) -> bool:
    try:
        _measure(bench, running, folder, rounds)
    except Exception:  # noqa: BLE001  # one bench that breaks must not cost the half hour of the others
        traceback.print_exc()
        return False
    _write(benches)
    return True


def _measure(bench: Bench, running: Services, folder: Path, rounds: int | None) -> None:
    note(f"{bench.name}: begins, load average {load()}")
    before, started = load(), time.monotonic()
    own = folder / bench.name
    own.mkdir()
    figures = summarise(bench.module.run(running, own, rounds or bench.module.ROUNDS), bench.ratios)
    minutes = round((time.monotonic() - started) / 60, 1)
    at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    found = Circumstances(commit(), at, machine(), versions(), (before, load()), minutes)
    results.replace(HERE / "results.jsonl", bench.name, figures, found)
    note(f"{bench.name}: done after {minutes} minutes, see bench/RESULTS.md")


def _write(benches: Sequence[Bench]) -> None:
    # what one machine carries is reasoned from these figures by hand, and stands below them
    carried = HERE / "carries.md"
    last = carried.read_text(encoding="utf-8") if carried.exists() else ""
    table.write(HERE / "RESULTS.md", results.read(HERE / "results.jsonl"), benches, last)


if __name__ == "__main__":
    sys.exit(main())
