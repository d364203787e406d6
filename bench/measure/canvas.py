"""A chart's SVG: axes, ticks, marks and a legend, in plain elements that read on light and dark pages."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

WIDTH, HEIGHT = 680, 340
LEFT, RIGHT, TOP, BOTTOM = 78, 20, 44, 80
# told apart by people with any colour vision (Okabe and Ito, "Color Universal Design", 2008)
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d1f", "#555555", "#332288", "#882255")
STYLE = "font-family='system-ui,sans-serif' font-size='12' fill='#222'"


@dataclass
class Canvas:
    """Elements in pixels; ``x`` and ``y`` give the place of a value once the scales are set."""

    title: str
    parts: list[str] = field(default_factory=list)

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str = "#ddd", width: float = 1) -> None:
        self.parts.append(
            f"<line x1='{x1:.1f}' y1='{y1:.1f}' x2='{x2:.1f}' y2='{y2:.1f}' stroke='{stroke}' stroke-width='{width}'/>"
        )

    def path(self, points: Sequence[tuple[float, float]], stroke: str) -> None:
        joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.parts.append(f"<polyline points='{joined}' fill='none' stroke='{stroke}' stroke-width='2'/>")

    def dot(self, x: float, y: float, fill: str) -> None:
        self.parts.append(f"<circle cx='{x:.1f}' cy='{y:.1f}' r='3.5' fill='{fill}'/>")

    def box(self, x: float, y: float, width: float, height: float, fill: str, said: str) -> None:
        hint = f"<title>{escape(said)}</title>"
        size = f"width='{max(width, 0.5):.1f}' height='{max(height, 0.5):.1f}'"
        self.parts.append(f"<rect x='{x:.1f}' y='{y:.1f}' {size} fill='{fill}'>{hint}</rect>")

    def words(self, x: float, y: float, said: str, anchor: str = "middle", size: int = 12) -> None:
        self.parts.append(f"<text x='{x:.1f}' y='{y:.1f}' text-anchor='{anchor}' font-size='{size}'>{escape(said)}</text>")

    def legend(self, names: Sequence[str], height: int = HEIGHT, columns: int = 4) -> None:
        step = (WIDTH - LEFT - RIGHT) / columns
        for number, name in enumerate(names):
            x, y = LEFT + step * (number % columns), height - 26 + 15 * (number // columns)
            self.box(x, y - 9, 10, 10, COLOURS[number % len(COLOURS)], name)
            self.words(x + 15, y, name, "start", 11)

    def text(self, height: int = HEIGHT) -> str:
        """The whole document."""
        head = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' width='{WIDTH}' role='img' {STYLE}>"
        ground = f"<title>{escape(self.title)}</title><rect width='100%' height='100%' fill='#fff'/>"
        said = f"<text x='{WIDTH / 2}' y='22' text-anchor='middle' font-size='14' font-weight='600'>{escape(self.title)}</text>"
        return "\n".join([head, ground, said, *self.parts, "</svg>\n"])


def number(value: float) -> str:
    """Three digits at most, thousands with a comma."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def nice_ticks(top: float) -> list[float]:
    """About five round numbers from 0 to at least ``top``."""
    if top <= 0:
        return [0.0, 1.0]
    power = 10.0 ** math.floor(math.log10(top / 4))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if top / (power * factor) <= 5)
    return [step * count for count in range(math.ceil(top / step - 1e-9) + 1)]


def decades(low: float, high: float) -> list[float]:
    """Powers of ten that hold both."""
    return [10.0**power for power in range(math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9) + 1)]


def scale(low: float, high: float, start: float, end: float, log: bool = False) -> Callable[[float], float]:
    """From values to pixels."""

    def flat(value: float) -> float:
        return math.log10(value) if log else value

    span = (flat(high) - flat(low)) or 1.0
    return lambda value: start + (flat(value) - flat(low)) / span * (end - start)
