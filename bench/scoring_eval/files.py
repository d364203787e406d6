"""Which YAML files hold what a measurement reads: told by the name of their list."""

from pathlib import Path

import yaml


def files_with(path: Path, key: str) -> list[Path]:
    """The file itself, or those below a folder, whose list of that name holds something."""
    files = [path] if path.is_file() else sorted(path.rglob("*.y*ml"))
    return [file for file in files if has_list(file, key)]


def has_list(file: Path, key: str) -> bool:
    held = yaml.safe_load(file.read_text(encoding="utf-8")) if file.suffix in (".yaml", ".yml") else None
    return isinstance(held, dict) and bool(held.get(key))
