"""`python -m bench.calibration [MODEL]`: the scale of a model, fitted on the shipped bank, and the levels it stands on."""

import sys

import numpy as np

from practice.bank import shipped
from practice.embedding.calibrating import Cosines, fitted, levels
from practice.embedding.engine import load_engine
from practice.settings import Settings


def main() -> None:
    settings = Settings(embedding_model=sys.argv[1]) if sys.argv[1:] else Settings()
    encoder = load_engine(settings, threads=2)
    names = ("between answers", "question to answer", "title of a section to answer")
    for name, found in zip(names, levels(encoder, shipped.load()), strict=True):
        print(f"{name}, cosines at the 5th, 50th, 95th and 99th percentile:")
        print(f"  unrelated {_percentiles(found.unrelated)}, in two languages {_percentiles(found.unrelated_across)}")
        print(f"  wanted    {_percentiles(found.wanted)}, in two languages {_percentiles(found.wanted_across)}")
    print(fitted(encoder, shipped.load()))


def _percentiles(cosines: Cosines) -> str:
    return " ".join(f"{value:.3f}" for value in np.percentile(cosines, (5, 50, 95, 99)))


if __name__ == "__main__":
    main()
