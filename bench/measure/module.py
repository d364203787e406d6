"""What a bench's module says of itself, with the defaults for what it leaves out."""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

from bench.measure.plot import Plot
from bench.measure.samples import FLOOR, OURS, RATIOS, RECIPE


@dataclass(frozen=True, slots=True)
class Bench:
    """``words`` stand in RESULTS.md; ``subjects`` are the columns, ``ratios`` what is divided by what."""

    name: str
    module: ModuleType
    words: str
    subjects: Sequence[str]
    ratios: Sequence[tuple[str, str]]
    plots: Sequence[Plot]


def load(name: str) -> Bench:
    """Imports ``bench.<name>``: its docstring, ``ROUNDS``, ``run``, and if given ``SUBJECTS``, ``RATIOS``, ``PLOTS``."""
    module = importlib.import_module(f"bench.{name}")
    subjects = getattr(module, "SUBJECTS", (FLOOR, OURS, RECIPE))
    ratios = getattr(module, "RATIOS", RATIOS)
    return Bench(name, module, module.__doc__ or "", subjects, ratios, getattr(module, "PLOTS", ()))
