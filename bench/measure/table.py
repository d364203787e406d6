"""RESULTS.md from the figures: a section for each bench, a table for each of its cases."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.measure.growth import shape
from bench.measure.results import Line
from bench.measure.samples import FLOOR, OURS, PLAIN_UNITS, RATIOS, RECIPE

HEAD = """# Measured

Written by `make bench` (`make bench ONLY=name` for one); every figure stands in `results.jsonl`. Each is the median of several
rounds with the lowest and the highest behind it. Rounds are interleaved, and a ratio is the median of the rounds' own ratios:
what slowed the machine in a round slowed everything in it. **Floor**: the least a careful program does for the same work
(`floor/`). **Recipe**: what people write first (`recipe/`).
"""
COLUMNS = (FLOOR, OURS, RECIPE)


def write(path: Path, lines: Sequence[Line], words: Mapping[str, str]) -> None:
    """``words`` says of each bench what it measures; benches stand in its order."""
    sections = [_section(name, said, [line for line in lines if line["bench"] == name]) for name, said in words.items()]
    path.write_text("\n".join([HEAD, *filter(None, sections)]), encoding="utf-8")


def _section(name: str, said: str, lines: Sequence[Line]) -> str:
    if not lines:
        return ""
    first = lines[0]
    before, after = first["load"]
    where = (
        f"Commit {first['commit']}, {first['at']}, {first['minutes']} minutes, load average {before} before and {after} after."
    )
    parts = [f"## {name}\n", f"{said.strip()}\n", f"{where}\n{first['machine']}; {first['versions']}.\n"]
    cases = dict.fromkeys(line["case"] for line in lines)
    parts += [_table(case, [line for line in lines if line["case"] == case]) for case in cases]
    return "\n".join([*parts, _growth(lines)])


def _table(case: str, lines: Sequence[Line]) -> str:
    ratios = [f"{one} : {other}" for one, other in RATIOS]
    head = ["", *COLUMNS, *ratios]
    rows = [f"### {case}\n", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for metric, unit in dict.fromkeys((line["metric"], line["unit"]) for line in lines if line["unit"] != "x"):
        found = {line["subject"]: line for line in lines if line["metric"] == metric}
        cells = [_cell(found.get(subject)) for subject in COLUMNS] + [_ratio(found.get(ratio)) for ratio in ratios]
        rows.append(f"| {metric}, {unit} | {' | '.join(cells)} |")
    return "\n".join([*rows, ""])


def _cell(line: Line | None) -> str:
    return "" if line is None else f"{_number(line['median'])} ({_number(line['low'])}–{_number(line['high'])})"


def _ratio(line: Line | None) -> str:
    return "" if line is None else f"**{line['median']:.2f}** ({line['low']:.2f}–{line['high']:.2f})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _growth(lines: Sequence[Line]) -> str:
    rows = []
    for metric in dict.fromkeys(line["metric"] for line in lines if line["unit"] not in ("x", *PLAIN_UNITS)):
        own = {
            subject: shape(
                [(line["size"], line["median"]) for line in lines if (line["metric"], line["subject"]) == (metric, subject)]
            )
            for subject in COLUMNS
        }
        if any(own.values()):
            rows.append(f"| {metric} | {' | '.join(own[subject] for subject in COLUMNS)} |")
    if not rows:
        return ""
    return "\n".join(["### How it grows with the size\n", f"| | {' | '.join(COLUMNS)} |", "|---|---|---|---|", *rows, ""])
