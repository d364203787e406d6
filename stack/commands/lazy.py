"""Commands whose modules are imported only when they are called.

To add `backtalk NAME ...`: write `stack/commands/NAME.py` with `app = typer.Typer(help=...)`, and add NAME with a one-line
help text to COMMANDS. Nothing of the module is imported for other commands, so it may import what it needs at its top.
"""

import importlib
import importlib.util
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "bank": "Question sheets: check, import, export.",
    "model": "Embedding models: fetch, export, check.",
    "reembed": "Change the embedding model while searches go on.",
    "eval": "Measure scorers and models against graded answers.",
    "rescore": "Score answers again, beside their old scores.",
    "dead": "Jobs that failed for good: list, show, retry, drop.",
    "person": "People: list them, delete one with all that is theirs.",
    "backup": "Write the whole database to a file.",
    "restore": "Fill an empty installation from a backup.",
}


def add_commands(app: typer.Typer) -> None:
    for name, summary in COMMANDS.items():
        if importlib.util.find_spec(f"stack.commands.{name}"):
            add(app, name, summary)


def add(app: typer.Typer, name: str, summary: str) -> None:
    # help is left to the module itself: `backtalk bank --help` shows the module's own
    options = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}

    @app.command(name, help=summary, context_settings=options)
    def _run(context: typer.Context) -> None:
        run_module(name, context.args)


def run_module(name: str, arguments: "Sequence[str]") -> None:
    module = importlib.import_module(f"stack.commands.{name}")
    typer.main.get_command(module.app).main(list(arguments), prog_name=f"backtalk {name}")
