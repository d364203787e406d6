"""`python -m stack`: the command line without an installed script."""

from stack.cli import app

# as the installed script is called: help and errors name what one types
app(prog_name="backtalk")
