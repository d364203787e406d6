"""`python -m stack`: the command line without an installed script."""

from stack.cli import app

app()
