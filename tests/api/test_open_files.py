"""The gateway holds thousands of streams, each an open file."""

import subprocess
import sys

SHELL = "import resource as r; h = r.getrlimit(r.RLIMIT_NOFILE)[1]; r.setrlimit(r.RLIMIT_NOFILE, (256, h));"
ASKED = SHELL + "from api.open_files import raise_limit; print(raise_limit() == h == r.getrlimit(r.RLIMIT_NOFILE)[0])"


def test_a_shell_s_limit_is_raised_to_what_the_system_allows() -> None:
    told = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)
    assert told.stdout == "True\n"
