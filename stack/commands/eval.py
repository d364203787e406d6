"""`backtalk eval scoring PATH`: how far the offline scorer agrees with people, on graded answers given by path."""

from pathlib import Path
from typing import Annotated

import typer

from bench.scoring_eval.graded_sets import measure
from bench.scoring_eval.own import measure_own
from bench.scoring_eval.remembering import RememberingEncoder
from practice.bank.shipped import load
from practice.embedding.engine import load_engine
from practice.settings import Settings

app = typer.Typer(help="Measure scorers and models against graded answers.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keeps `scoring` a command of its own, however many there are."""


@app.command()
def scoring(
    path: Annotated[
        Path, typer.Argument(exists=True, help="A folder of SAF or SemEval-2013 XML, of .jsonl files, or one graded .yaml.")
    ],
    threads: Annotated[int, typer.Option(help="Threads of the model.")] = 2,
    sample: Annotated[int, typer.Option(help="Take every n-th answer of each public set.")] = 1,
    worst: Annotated[int, typer.Option(help="How many of the worst mistakes to print.")] = 8,
) -> None:
    """Cross-validated by question: no answer of a question is in the fit used on it. Vectors are kept in the data folder."""
    settings = Settings()
    encoder = RememberingEncoder(load_engine(settings, threads), settings.data_dir / "eval" / "vectors.sqlite")
    if path.suffix in (".yaml", ".yml"):
        questions = {question.id: question for question in load().questions}
        lines = measure_own(path, questions, encoder, worst)
    else:
        lines = measure(path, encoder, sample)
    for line in lines:
        typer.echo(line)
