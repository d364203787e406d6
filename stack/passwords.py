"""Passwords made once and kept in the data folder, readable by the owner alone."""

import os
import secrets
from pathlib import Path


def kept_password(path: Path) -> str:
    """The password in `path`; made at the first call."""
    if path.exists() and (kept := path.read_text().strip()):
        return kept
    path.parent.mkdir(parents=True, exist_ok=True)
    made = secrets.token_urlsafe(24)
    write_private(path, made + "\n")
    return made


def write_private(path: Path, text: str) -> None:
    """Mode 0600 from the first byte on, and whole or not at all."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
