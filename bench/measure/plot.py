"""Charts of a bench's figures: curves over sizes, bars side by side, bars of parts. A bench names them in ``PLOTS``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measure.canvas import BOTTOM, COLOURS, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Canvas, decades, nice_ticks, number, scale
from bench.measure.results import Line

ROW = 34


@dataclass(frozen=True, slots=True)
class Curves:
    """One metric over the sizes of all cases, a curve a subject, with the spread of the rounds; both axes logarithmic."""

    metric: str
    x: str


@dataclass(frozen=True, slots=True)
class Bars:
    """One metric, a group of bars a case, a bar a subject, with the spread of the rounds; from zero."""

    metric: str


@dataclass(frozen=True, slots=True)
class Parts:
    """All metrics of one case as parts of one bar a subject; they must have one unit. ``without``: who would dwarf the rest."""

    case: str
    without: tuple[str, ...] = ()


Plot = Curves | Bars | Parts


def draw(folder: Path, bench: str, lines: Sequence[Line], plots: Sequence[Plot], subjects: Sequence[str]) -> list[Path]:
    """Writes ``<bench>-<what>.svg`` for each plot that has figures; returns what was written."""
    folder.mkdir(exist_ok=True)
    written = []
    for plot in plots:
        said = _parts(plot, lines, subjects) if isinstance(plot, Parts) else _metric(plot, lines, subjects)
        if said:
            path = folder / f"{bench}-{_slug(plot.case if isinstance(plot, Parts) else plot.metric)}.svg"
            path.write_text(said, encoding="utf-8")
            written.append(path)
    return written


def _slug(words: str) -> str:
    return "-".join("".join(char if char.isalnum() else " " for char in words.lower()).split())


def _metric(plot: Curves | Bars, lines: Sequence[Line], subjects: Sequence[str]) -> str:
    own = [line for line in lines if line["metric"] == plot.metric and line["subject"] in subjects]
    if not own:
        return ""
    canvas = Canvas(f"{plot.metric}, {own[0]['unit']}")
    present = [subject for subject in subjects if any(line["subject"] == subject for line in own)]
    canvas.legend(present)
    if isinstance(plot, Curves):
        _curves(canvas, own, present, plot.x)
    else:
        _bars(canvas, own, present)
    return canvas.text()


def _curves(canvas: Canvas, lines: Sequence[Line], subjects: Sequence[str], said: str) -> None:
    known = [line for line in lines if line["size"] > 0 and line["low"] > 0]
    if not known:
        return
    sizes = sorted({line["size"] for line in known})
    ticks = decades(min(line["low"] for line in known), max(line["high"] for line in known))
    x = scale(sizes[0], sizes[-1], LEFT + 24, WIDTH - RIGHT - 24, log=True)
    y = scale(ticks[0], ticks[-1], HEIGHT - BOTTOM, TOP, log=True)
    _grid(canvas, [(tick, y(tick)) for tick in ticks])
    for size in sizes:
        canvas.words(x(size), HEIGHT - BOTTOM + 16, number(size))
    canvas.words((LEFT + WIDTH - RIGHT) / 2, HEIGHT - BOTTOM + 31, said, size=11)
    for subject, colour in zip(subjects, COLOURS, strict=False):
        own = sorted((line for line in known if line["subject"] == subject), key=lambda line: line["size"])
        canvas.path([(x(line["size"]), y(line["median"])) for line in own], colour)
        for line in own:
            canvas.line(x(line["size"]), y(line["low"]), x(line["size"]), y(line["high"]), colour)
            canvas.dot(x(line["size"]), y(line["median"]), colour)


def _bars(canvas: Canvas, lines: Sequence[Line], subjects: Sequence[str]) -> None:
    cases = list(dict.fromkeys(line["case"] for line in lines))
    ticks = nice_ticks(max(line["high"] for line in lines))
    y = scale(0, ticks[-1], HEIGHT - BOTTOM, TOP)
    _grid(canvas, [(tick, y(tick)) for tick in ticks])
    group = (WIDTH - LEFT - RIGHT) / len(cases)
    width = group * 0.8 / len(subjects)
    for place, case in enumerate(cases):
        left = LEFT + place * group + group * 0.1
        canvas.words(left + group * 0.4, HEIGHT - BOTTOM + 16, case, size=11)
        for turn, line in _by_subject(lines, case, subjects):
            x, top = left + turn * width, y(max(line["median"], 0))
            canvas.box(x, top, width * 0.92, HEIGHT - BOTTOM - top, COLOURS[turn % len(COLOURS)], f"{line['median']:g}")
            canvas.line(x + width * 0.46, y(max(line["low"], 0)), x + width * 0.46, y(max(line["high"], 0)), "#222")


def _by_subject(lines: Sequence[Line], case: str, subjects: Sequence[str]) -> Iterator[tuple[int, Line]]:
    for turn, subject in enumerate(subjects):
        yield from ((turn, line) for line in lines if line["case"] == case and line["subject"] == subject)


def _grid(canvas: Canvas, marks: Sequence[tuple[float, float]]) -> None:
    for value, place in marks:
        canvas.line(LEFT, place, WIDTH - RIGHT, place)
        canvas.words(LEFT - 6, place + 4, number(value), "end", 11)


def _parts(plot: Parts, lines: Sequence[Line], subjects: Sequence[str]) -> str:
    shown = [subject for subject in subjects if subject not in plot.without]
    own = [line for line in lines if line["case"] == plot.case and line["subject"] in shown]
    present = [subject for subject in shown if any(line["subject"] == subject for line in own)]
    if not present:
        return ""
    names = sorted({line["metric"] for line in own})
    canvas = Canvas(f"{plot.case}, {own[0]['unit']}")
    sums = {subject: sum(max(line["median"], 0) for line in own if line["subject"] == subject) for subject in present}
    ticks = nice_ticks(max(sums.values()))
    x = scale(0, ticks[-1], LEFT, WIDTH - RIGHT)
    bottom = TOP + ROW * len(present)
    for tick in ticks:
        canvas.line(x(tick), TOP, x(tick), bottom)
        canvas.words(x(tick), bottom + 16, number(tick), size=11)
    for row, subject in enumerate(present):
        canvas.words(LEFT - 6, TOP + ROW * row + 20, subject, "end")
        _stack(canvas, [line for line in own if line["subject"] == subject], names, x(0), TOP + ROW * row + 5, x(1) - x(0))
    height = bottom + 46 + 15 * ((len(names) + 1) // 2)
    canvas.legend(names, height - 15 * ((len(names) + 1) // 2) + 15, columns=2)
    return canvas.text(height)


def _stack(canvas: Canvas, lines: Sequence[Line], names: Sequence[str], x: float, y: float, pixels: float) -> None:
    for line in sorted(lines, key=lambda line: names.index(line["metric"])):
        width = max(line["median"], 0) * pixels
        colour = COLOURS[names.index(line["metric"]) % len(COLOURS)]
        canvas.box(x, y, width, ROW - 10, colour, f"{line['metric']}: {line['median']:.3g}")
        x += width
