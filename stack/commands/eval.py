"""`backtalk eval scoring PATH`: how far the scorer agrees with people; `eval recall PATH`: how well search finds."""

from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from bench.recall_eval.measure import measure as measure_recall
from bench.recall_eval.own import measure_own as measure_asked
from bench.scoring_eval.followups import measure_followups
from bench.scoring_eval.graded_sets import measure
from bench.scoring_eval.own import measure_own
from bench.scoring_eval.remembering import RememberingEncoder
from bench.scoring_eval.sayings import measure_sayings
from practice.embedding.engine import load_engine
from practice.settings import Settings

app = typer.Typer(help="Measure the scorer on graded answers, and search on texts to be found.", no_args_is_help=True)


@app.command()
def scoring(
    path: Annotated[Path, typer.Argument(exists=True, help="A folder or a file; see below what is read.")],
    threads: Annotated[int, typer.Option(help="Threads of the model.")] = 2,
    sample: Annotated[int, typer.Option(help="Take every n-th answer of each public set.")] = 1,
    worst: Annotated[int, typer.Option(help="How many of the worst mistakes to print, with their texts.")] = 8,
) -> None:
    """Measure the scorer on everything graded that lies at the path, cross-validated by question.

    Read are SAF and SemEval-2013 XML; .csv, .tsv and .jsonl with the columns question, reference, answer, score (also:
    question_id, max_score, several references as a list, with || between them or as reference_1, reference_2 and so on; scores
    on any scale, or correct and incorrect); and .yaml graded point by point, as answers to follow-ups, or as sentences about
    misconceptions, as in bench/data.
    "As shipped" is the scorer's own overall. "By question" fits its features on the other questions only. Vectors are kept in
    the data folder.
    """
    settings = Settings()
    encoder = RememberingEncoder(load_engine(settings, threads), settings.data_dir / "eval" / "vectors.sqlite")
    sets = measure(path, encoder, sample, worst), measure_own(path, encoder, worst)
    others = measure_followups(path, encoder, worst), measure_sayings(path, encoder, worst)
    for line in chain(*sets, *others):
        typer.echo(line)


@app.command()
def recall(
    path: Annotated[Path, typer.Argument(exists=True, help="A folder or a file; see below what is read.")],
    threads: Annotated[int, typer.Option(help="Threads of the model.")] = 2,
) -> None:
    """Measure how well texts are compared and found: by meaning alone, by words alone, by both, as the product does it.

    Read are KorSTS and KLUE-STS dev, KorQuAD 1.0 dev, and .jsonl whose lines hold {sentence1, sentence2, score}, or {query,
    positive}, or {heading, body}; each passage of a file is searched among all of it. Then the model answers of the bank are
    sought with their twins in the other language, and answers graded as in bench/data by what they were asked. Vectors are kept
    in the data folder.
    """
    settings = Settings()
    engine = load_engine(settings, threads)
    encoder = RememberingEncoder(engine, settings.data_dir / "eval" / "vectors.sqlite")
    for line in chain(measure_recall(path, engine.spec, encoder), measure_asked(path, engine.spec, encoder)):
        typer.echo(line)
