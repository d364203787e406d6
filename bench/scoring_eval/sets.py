"""Human-graded answers below a path: SAF and SemEval-2013 XML, and anybody's own as CSV or JSON lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.scoring_eval.lines import read_table
from bench.scoring_eval.rows import Graded
from bench.scoring_eval.xml_sets import read_xml

TABLES = (".csv", ".tsv", ".jsonl")

__all__ = ["Graded", "Scale", "scale_of", "sets"]


@dataclass(frozen=True, slots=True)
class Scale:
    """The scores as people gave them; everything is measured on 0..1."""

    low: float
    high: float

    def share(self, score: float) -> float:
        return (score - self.low) / (self.high - self.low) if self.high > self.low else 0.0


def sets(path: Path) -> dict[str, list[Graded]]:
    """Every graded set below the path by its name, scores brought to 0..1. A set is a folder of XML, or one table."""
    found: dict[str, list[Graded]] = {}
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    two_way = any("2way" in file.parts for file in files)
    for file in files:
        if file.suffix == ".xml" and not (two_way and "3way" in file.parts):
            name = "saf" if "saf" in file.parts else file.parent.name.lower()
            found.setdefault(name, []).extend(read_xml(file))
        elif file.suffix in TABLES and (rows := list(read_table(file))):
            found[file.stem] = rows
    return {name: _on_one_scale(rows) for name, rows in found.items() if rows}


def scale_of(rows: Sequence[Graded]) -> Scale:
    """0..1 when all scores lie there, else from 0 (or the lowest below it, or a lowest of 1 and more) to the highest."""
    low, high = min(row.score for row in rows), max(row.score for row in rows)
    if low >= 0 and high <= 1:
        return Scale(0, 1)
    return Scale(low if low < 0 or low >= 1 else 0, high)


def _on_one_scale(rows: list[Graded]) -> list[Graded]:
    scale = scale_of(rows)
    return [replace(row, score=scale.share(row.score)) for row in rows]
