#!/bin/sh
# Makes .venv with Python 3.11 to 3.13, and puts uv into it where the registry has it.  Usage: venv.sh PYTHON
set -eu
python=$1
uv_version=0.13.9

"$python" - <<'CHECK' || { echo "Backtalk needs Python 3.11, 3.12 or 3.13: make run PYTHON=python3.12" >&2; exit 1; }
import sys
sys.exit(not (3, 11) <= sys.version_info < (3, 14))
CHECK

# without --clear a .venv of another Python version would keep its old packages beside the new ones
if ! .venv/bin/python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
    echo "making .venv"
    "$python" -m venv --clear .venv || {
        echo "python3 -m venv failed: install the package that holds it (python3-venv on Debian and Ubuntu)" >&2
        exit 1
    }
fi
.venv/bin/python -m pip install -qq --disable-pip-version-check "uv==$uv_version" ||
    echo "uv is not to be had here: pip installs instead, which takes longer"
