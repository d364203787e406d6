"""The environment is the lock, version for version, and every licence is one that we accept."""

import re
import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;]+)")
# what installs the rest, and ourselves
BESIDE = {"pip", "uv", "setuptools", "wheel", "backtalk"}
FREE = re.compile(
    r"MIT|Permission is hereby granted,\s+free of charge|"
    r"BSD|Apache|ISC|PSF|Python|MPL|Mozilla|Zlib|Unlicense|Public Domain|CC0|HPND|LGPL|Lesser|BlueOak|0BSD|WTFPL|PostgreSQL",
    re.I,
)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(path: Path) -> dict[str, str]:
    """Name and version of each line; anything that is not pinned exactly is an error."""
    found = {}
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            pin = PINNED.match(line)
            if pin is None:
                sys.exit(f"{path.name}: not pinned exactly: {line}")
            found[normal(pin[1])] = pin[2]
    return found


def licence(package: Distribution) -> str:
    said = package.metadata
    classified = [each for each in said.get_all("Classifier") or () if each.startswith("License")]
    return " ".join((said.get("License-Expression") or "", (said.get("License") or "")[:200], *classified))


def main() -> int:
    wanted = locked(ROOT / "requirements-dev.lock")
    runtime = locked(ROOT / "requirements.lock")
    here = {normal(each.metadata["Name"]): each for each in distributions()}
    faults = [f"the locks differ: {name}" for name, version in runtime.items() if wanted.get(name) != version]
    for name, package in here.items():
        # a build's own mark (+cpu) is not part of the release
        version = package.version.partition("+")[0]
        if name not in BESIDE and wanted.get(name) != version:
            faults.append(f"{name} {version} is installed, the lock says {wanted.get(name, 'nothing')}")
        if name in runtime and not FREE.search(licence(package)):
            faults.append(f"{name}: licence {licence(package).strip()[:80] or 'not said'}")
    for fault in sorted(faults):
        sys.stderr.write(f"{fault}\n")
    sys.stdout.write(f"{len(here)} packages, {len(runtime)} of them at run time, {len(faults)} faults\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
