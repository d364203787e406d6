"""A Chromium for the browser tests: the machine's own, else the one that an npm package carries."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
# The libraries beside the browser are meant for a bare cloud function; a bare machine lacks the same ones.
UNPACK = """
import { fileURLToPath } from "node:url";
const { default: chromium, inflate } = await import("@sparticuz/chromium");
await inflate(fileURLToPath(new URL("../bin/al2023.tar.br", import.meta.resolve("@sparticuz/chromium"))));
console.log(await chromium.executablePath());
"""

# --no-sandbox: tests may run as root, where Chromium has no sandbox. The others keep it from calling its maker.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Executable:
    """What to start, and the environment that it needs."""

    path: str
    env: dict[str, str]


def chromium(folder: Path) -> Executable:
    """The machine's browser, or the package's, unpacked below ``folder``."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return Executable(found, dict(os.environ))
    return unpacked(folder)


def unpacked(folder: Path) -> Executable:
    """The browser of the package, with its libraries behind the machine's own."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["sh", "stack/install/node.sh", "frontend", "node", "--input-type=module", "-e", UNPACK]
    env = {**os.environ, "TMPDIR": str(folder)}
    path = subprocess.check_output(command, cwd=ROOT, env=env, text=True).strip().splitlines()[-1]
    libraries = [os.environ.get("LD_LIBRARY_PATH", ""), str(folder / "al2023" / "lib")]
    return Executable(path, {**os.environ, "LD_LIBRARY_PATH": os.pathsep.join(part for part in libraries if part)})
