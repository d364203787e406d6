"""Makes this folder importable in its .venv and writes .venv/bin/backtalk; needs no network and no build tool."""

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = '#!/bin/sh\nexec "$(dirname "$0")/python" -m stack "$@"\n'


def main() -> None:
    site = Path(sysconfig.get_path("purelib"))
    # the encoding that Python's own reader of .pth files uses
    (site / "backtalk.pth").write_text(f"{ROOT}\n", encoding=None if sys.version_info < (3, 13) else "utf-8")
    script = Path(sysconfig.get_path("scripts")) / "backtalk"
    script.unlink(missing_ok=True)
    # not an installed script: its first line would hold the path, and a path with spaces breaks there
    script.write_text(SCRIPT, encoding="utf-8")
    script.chmod(0o755)


if __name__ == "__main__":
    main()
