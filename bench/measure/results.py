"""Figures on disk: one JSON line each; a bench that runs again replaces its own lines and no others."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.measure.samples import Figure

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When and where a bench ran, and the load average before and after it."""

    commit: str
    at: str
    machine: str
    versions: str
    load: tuple[float, float]
    minutes: float


def read(path: Path) -> list[Line]:
    """All figures that stand there."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def replace(path: Path, bench: str, figures: Sequence[Figure], found: Circumstances) -> list[Line]:
    """Writes the figures of a bench in place of its old ones; returns all there are now."""
    kept = [line for line in read(path) if line["bench"] != bench]
    lines = kept + [{"bench": bench, **asdict(figure), **asdict(found)} for figure in figures]
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return lines
