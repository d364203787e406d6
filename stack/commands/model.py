"""`backtalk model fetch|export|check NAME`: bring an embedding model here, quantise it, see whether it may be used."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from practice.embedding.engine import Bounds
from practice.embedding.models import MODELS, UnknownModel
from practice.embedding.shelf.facts import NotSentenceTransformers
from practice.embedding.shelf.manifest import ModelNotReady, read_manifest
from practice.embedding.shelf.steps import NothingToDo, Steps
from practice.errors import BacktalkError
from practice.settings import Settings

app = typer.Typer(
    help="Embedding models. NAME is one of `backtalk model list`, a sentence-transformers repository such as "
    "intfloat/multilingual-e5-base, either with @int8 behind it, or openai:NAME of an endpoint (BACKTALK_EMBEDDING_API_URL, "
    "BACKTALK_EMBEDDING_API_KEY).",
    no_args_is_help=True,
    add_completion=False,
)
Name = Annotated[str, typer.Argument(help="The model.")]
Threads = Annotated[int, typer.Option(min=1, help="Threads of the model.")]
QueryPrefix = Annotated[str | None, typer.Option(help="What goes before a search, where the model's own files do not say it.")]
PassagePrefix = Annotated[str | None, typer.Option(help="The same before an answer.")]


@app.command("list")
def list_models() -> None:
    """The models known by name, and how they stand here."""
    data_dir = Settings().data_dir
    for spec in MODELS.values():
        manifest = read_manifest(data_dir, spec.name)
        ready = spec.engine == "onnxruntime-4bit" or (manifest is not None and manifest.figures is not None)
        state = "ready" if ready else "not checked" if manifest else "not here"
        typer.echo(f"{spec.name}: {spec.dimensions} dimensions, {spec.max_tokens} tokens, {spec.engine}, {state}")


@app.command()
def fetch(
    name: Name,
    revision: Annotated[str, typer.Option(help="Commit, tag or branch, for models that are not known by name.")] = "main",
    query_prefix: QueryPrefix = None,
    passage_prefix: PassagePrefix = None,
) -> None:
    """Download it once; a download that was cut off goes on where it stopped. BACKTALK_MODEL_HUB_URL names another hub."""
    with _refused_plainly():
        _steps(1).fetch(name, revision, query_prefix, passage_prefix)


@app.command()
def export(name: Name, threads: Threads = 2) -> None:
    """Quantise to 8 bits for ONNX Runtime (NAME@int8)."""
    with _refused_plainly():
        _steps(threads).export(name)


@app.command()
def check(name: Name, threads: Threads = 2) -> None:
    """Compare it with its own 32 bits on the shipped questions and answers; only a model that passes is ever loaded."""
    with _refused_plainly():
        for figure, value in _steps(threads).check(name).items():
            typer.echo(f"{figure}: {value:.4f}")
        typer.echo(f"{name} may be used: `backtalk reembed --model {name}`")


def _steps(threads: int) -> Steps:
    settings = Settings()
    return Steps(settings, Bounds(threads, settings.encode_batch, settings.encode_tokens), typer.echo)


@contextmanager
def _refused_plainly() -> Iterator[None]:
    try:
        yield
    except NothingToDo as reason:
        typer.echo(str(reason))
    except (BacktalkError, UnknownModel, ModelNotReady, NotSentenceTransformers, RuntimeError, ValueError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
