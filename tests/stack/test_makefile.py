"""The commands that people are told to type exist, and work is done again only when its inputs changed."""

import re
import subprocess
from pathlib import Path

import pytest

from stack.roster import ROOT

NAMED = re.compile(r"\bmake ([a-z]+)\b")
TELLING = ["README.md", ".ci/run", "stack/binaries.py", "stack/run.py", "stack/doctor/installation.py"]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("file", TELLING)
def test_every_target_that_is_named_exists(file: str) -> None:
    in_code = re.findall(r"`[^`]*`|^\s*(?:\$ )?make .*$", (ROOT / file).read_text(), re.MULTILINE)
    named = {name for text in in_code for name in NAMED.findall(text)}
    assert named <= targets()


def test_the_help_lists_every_target() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {line.split()[0] for line in done.stdout.splitlines()} == targets() - {"help"} | {"help"}


def test_the_checks_and_the_tests_are_what_ci_runs() -> None:
    commands = [line for line in (ROOT / ".ci/run").read_text().splitlines() if line.startswith("make ")]
    assert commands == ["make lint", "make test"]


def note_inputs(stamp: Path, *paths: Path) -> int:
    subprocess.run(["sh", str(ROOT / "stack/install/inputs.sh"), str(stamp), *map(str, paths)], check=True)
    return stamp.stat().st_mtime_ns


def test_an_input_counts_by_its_content_and_not_by_its_time(folder: Path) -> None:
    source = folder / "app" / "[locale]" / "page.tsx"
    source.parent.mkdir(parents=True)
    source.write_text("one")
    stamp = folder / "stamps" / "site.inputs"
    first = note_inputs(stamp, folder / "app")
    source.touch()
    assert note_inputs(stamp, folder / "app") == first
    source.write_text("two")
    assert note_inputs(stamp, folder / "app") != first


def test_what_is_installed_or_built_is_no_input(folder: Path) -> None:
    (folder / "app").mkdir(parents=True)
    stamp = folder / "stamps" / "site.inputs"
    first = note_inputs(stamp, folder / "app", folder / "absent")
    for name in ("node_modules", ".next", "out", "tests"):
        (folder / "app" / name).mkdir()
        (folder / "app" / name / "file").write_text("made")
    assert note_inputs(stamp, folder / "app", folder / "absent") == first
