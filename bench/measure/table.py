"""RESULTS.md from the figures: a section for each bench, its charts, a table for each of its cases."""

from collections.abc import Sequence
from pathlib import Path

from bench.measure.canvas import number
from bench.measure.growth import shape
from bench.measure.module import Bench
from bench.measure.plot import draw
from bench.measure.results import Line
from bench.measure.samples import PLAIN_UNITS

HEAD = """# Measured

Written by `make bench` (`make bench ONLY=name` for one); every figure stands in `results.jsonl`. Each is the median of several
rounds with the lowest and the highest behind it. Rounds are interleaved, and a ratio is the median of the rounds' own ratios:
what slowed the machine in a round slowed everything in it. **Floor**: the least a careful program does for the same work
(`floor/`). **Recipe**: what people write first (`recipe/`).
"""


def write(path: Path, lines: Sequence[Line], benches: Sequence[Bench], last: str = "") -> None:
    """Sections in the order of ``benches``, the charts beside the file in ``plots/``; ``last`` ends the page."""
    sections = [_section(path, bench, [line for line in lines if line["bench"] == bench.name]) for bench in benches]
    path.write_text("\n".join([HEAD, *filter(None, [*sections, last])]), encoding="utf-8")


def _section(path: Path, bench: Bench, lines: Sequence[Line]) -> str:
    if not lines:
        return ""
    first = lines[0]
    before, after = first["load"]
    where = (
        f"Commit {first['commit']}, {first['at']}, {first['minutes']} minutes, load average {before} before and {after} after."
    )
    parts = [f"## {bench.name}\n", f"{bench.words.strip()}\n", f"{where}\n{first['machine']}; {first['versions']}.\n"]
    charts = draw(path.parent / "plots", bench.name, lines, bench.plots, bench.subjects)
    parts += [f"![{chart.stem.replace('-', ' ')}]({chart.relative_to(path.parent)})\n" for chart in charts]
    cases = dict.fromkeys(line["case"] for line in lines)
    parts += [_table(bench, case, [line for line in lines if line["case"] == case]) for case in cases]
    return "\n".join([*parts, _growth(bench, lines)])


def _table(bench: Bench, case: str, lines: Sequence[Line]) -> str:
    present = {line["subject"] for line in lines}
    subjects = [subject for subject in bench.subjects if subject in present]
    ratios = [ratio for ratio in (f"{one} : {other}" for one, other in bench.ratios) if ratio in present]
    head = ["", *subjects, *ratios]
    rows = [f"### {case}\n", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for metric, unit in dict.fromkeys((line["metric"], line["unit"]) for line in lines if line["unit"] != "x"):
        found = {line["subject"]: line for line in lines if line["metric"] == metric}
        cells = [_cell(found.get(subject)) for subject in subjects] + [_ratio(found.get(ratio)) for ratio in ratios]
        rows.append(f"| {metric}, {unit} | {' | '.join(cells)} |")
    return "\n".join([*rows, ""])


def _cell(line: Line | None) -> str:
    return "" if line is None else f"{number(line['median'])} ({number(line['low'])}–{number(line['high'])})"


def _ratio(line: Line | None) -> str:
    return "" if line is None else f"**{line['median']:.2f}** ({line['low']:.2f}–{line['high']:.2f})"


def _growth(bench: Bench, lines: Sequence[Line]) -> str:
    rows = []
    for metric in dict.fromkeys(line["metric"] for line in lines if line["unit"] not in ("x", *PLAIN_UNITS)):
        own = {
            subject: shape(
                [(line["size"], line["median"]) for line in lines if (line["metric"], line["subject"]) == (metric, subject)]
            )
            for subject in bench.subjects
        }
        if any(own.values()):
            rows.append(f"| {metric} | {' | '.join(own[subject] for subject in bench.subjects)} |")
    if not rows:
        return ""
    head = f"| | {' | '.join(bench.subjects)} |"
    return "\n".join(["### How it grows with the size\n", head, f"|{'---|' * (len(bench.subjects) + 1)}", *rows, ""])
