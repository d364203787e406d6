"""A Chromium for the browser tests: the machine's own, else the one that an npm package carries."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
UNPACK = "import('@sparticuz/chromium').then(async (m) => console.log(await m.default.executablePath()))"

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


def chromium(folder: Path) -> str:
    """The path of an executable; the package's is unpacked below ``folder``."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    folder.mkdir(parents=True, exist_ok=True)
    command = ["sh", "stack/install/node.sh", "frontend", "node", "-e", UNPACK]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "TMPDIR": str(folder)}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip().splitlines()[-1]
