"""Checks of what is installed: Python, packages, programs, the page, the model."""

import importlib.metadata
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from practice.settings import Settings
from stack.binaries import BinaryMissing, postgres_folder, valkey_server
from stack.doctor.finding import Finding, size
from stack.misspelt import misspelt
from stack.roster import ROOT

INSTALL_AGAIN = "run `make clean` and then `make run`"


def python() -> Finding:
    version = sys.version_info
    said = f"{version.major}.{version.minor}.{version.micro} ({sys.executable})"
    if (3, 11) <= version < (3, 14):
        return Finding("Python", said)
    return Finding("Python", said, "use Python 3.11, 3.12 or 3.13: `make run PYTHON=python3.12`")


def packages() -> Finding:
    """Whether what is installed is what the lock says."""
    wanted = dict(line.split("==") for line in (ROOT / "requirements.lock").read_text().splitlines() if "==" in line)
    wrong = [f"{name} {wanted[name]}" for name in wanted if installed(name) != wanted[name]]
    if not wrong:
        return Finding("Packages", f"{len(wanted)} as the lock says")
    return Finding("Packages", f"missing or of another version: {', '.join(wrong[:5])} ({len(wrong)} in all)", INSTALL_AGAIN)


def installed(name: str) -> str | None:
    try:
        # torch calls its CPU build 2.13.0+cpu
        return importlib.metadata.version(name).split("+")[0]
    except importlib.metadata.PackageNotFoundError:
        return None


def postgres_program() -> Finding:
    try:
        said = version_of(postgres_folder() / "postgres")
        extension = postgres_folder().parent / "share" / "postgresql" / "extension" / "vector.control"
        if extension.exists():
            return Finding("PostgreSQL", f"{said}, with pgvector")
        return Finding("PostgreSQL", f"{said}, but without pgvector", INSTALL_AGAIN)
    except (BinaryMissing, OSError, subprocess.SubprocessError) as error:
        return Finding("PostgreSQL", f"cannot be run: {error}", f"{INSTALL_AGAIN}, or give DATABASE_URL a PostgreSQL of your own")


def valkey_program() -> Finding:
    try:
        return Finding("Valkey", version_of(valkey_server()))
    except (BinaryMissing, OSError, subprocess.SubprocessError) as error:
        return Finding("Valkey", f"cannot be run: {error}", f"{INSTALL_AGAIN}, or give REDIS_URL a Redis of your own")


def version_of(program: Path) -> str:
    done = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=True, timeout=20)
    return done.stdout.strip().splitlines()[0]


def page(settings: Settings) -> Finding:
    folder = settings.site_dir if settings.site_dir.is_absolute() else ROOT / settings.site_dir
    pages = list(folder.rglob("*.html")) if folder.is_dir() else []
    if pages:
        return Finding("Page", f"{len(pages)} pages in {folder}")
    return Finding(
        "Page", f"nothing is built in {folder}", "run `make run` (it builds the page), or point BACKTALK_SITE_DIR at a built one"
    )


def variables(environment: Mapping[str, str]) -> Finding:
    said = list(misspelt(environment))
    if not said:
        return Finding("Settings", "every BACKTALK_ variable is known")
    return Finding("Settings", "; ".join(said), "rename or unset them; practice/settings.py has the names")


def model(settings: Settings) -> Finding:
    """Reads the whole file: a damaged model would search badly and say nothing."""
    from practice.embedding.models import UnknownModel, WeightsSource, model_spec  # noqa: PLC0415 - may be missing
    from practice.embedding.shelf.manifest import require_checked  # noqa: PLC0415
    from practice.embedding.weights.source import read_checked, weights_file  # noqa: PLC0415

    name = settings.embedding_model
    try:
        source = model_spec(name).weights
        if not isinstance(source, WeightsSource) or model_spec(name).engine != "onnxruntime-4bit":
            require_checked(model_spec(name), settings.data_dir)
            return Finding("Model", f"{name}, checked")
        content = read_checked(weights_file(source), source.sha256)
    except UnknownModel as error:
        return Finding("Model", str(error), "unset BACKTALK_EMBEDDING_MODEL, or give it one of these names")
    except Exception as error:  # noqa: BLE001 - a doctor names what it finds
        return Finding("Model", f"{name}: {error}", INSTALL_AGAIN)
    return Finding("Model", f"{name}, {size(len(content))}, with the right checksum")
