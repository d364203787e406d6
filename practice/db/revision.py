"""Which schema this code needs, without the migration library: the gateway asks at every start."""

from pathlib import Path

VERSIONS = Path(__file__).parent / "migrations" / "versions"


def newest() -> str:
    """The newest revision: a migration's file is named after its number, and numbers only grow."""
    return max(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))
