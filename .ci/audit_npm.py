"""The page's lock pins every package by version and checksum, and none runs a script at install."""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCKS = (ROOT / "frontend" / "package-lock.json", ROOT / "frontend" / "tools" / "package-lock.json")
# looked at by hand: each only unpacks or picks its own binary
SCRIPTS = {"sharp", "unrs-resolver", "esbuild", "fsevents"}


def faults(lock: Path) -> list[str]:
    packages: dict[str, dict[str, Any]] = json.loads(lock.read_text())["packages"]
    declared = json.loads((lock.parent / "package.json").read_text())
    wanted = {**declared.get("dependencies", {}), **declared.get("devDependencies", {})}
    found = [f"{name}: {version} is not exact" for name, version in wanted.items() if not version[:1].isdigit()]
    for path, package in packages.items():
        name = path.rpartition("node_modules/")[2]
        if not path or package.get("link"):
            continue
        if not package.get("integrity", "").startswith("sha512-"):
            found.append(f"{name}: no checksum")
        if package.get("hasInstallScript") and name not in SCRIPTS:
            found.append(f"{name}: runs a script at install")
    return found


def main() -> int:
    found = [f"{lock.relative_to(ROOT)}: {fault}" for lock in LOCKS if lock.exists() for fault in faults(lock)]
    for fault in found:
        sys.stderr.write(f"{fault}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
