#!/bin/sh
# Installs a lock into .venv and makes this folder importable there.  Usage: packages.sh LOCK
set -eu
lock=$1
pip=".venv/bin/python -m pip"

# uv does not read pip's settings
configured() {
    $pip config get "$1" 2>/dev/null || true
}
find_links=${PIP_FIND_LINKS:-$(configured global.find-links)}
index=${PIP_INDEX_URL:-$(configured global.index-url)}
if [ -z "${UV_FIND_LINKS:-}" ] && [ -n "$find_links" ]; then
    UV_FIND_LINKS=$(printf '%s' "$find_links" | tr -s ' \n' ',,')
    export UV_FIND_LINKS
fi
if [ -z "${UV_DEFAULT_INDEX:-}" ] && [ -n "$index" ]; then
    export UV_DEFAULT_INDEX="$index"
fi
export UV_SYSTEM_CERTS=1

echo "installing the packages of $lock"
if ! { .venv/bin/uv --version >/dev/null 2>&1 && .venv/bin/uv pip install --quiet --compile-bytecode --python .venv/bin/python -r "$lock"; }; then
    echo "trying with pip"
    $pip install -qq --disable-pip-version-check -r "$lock"
fi
.venv/bin/python stack/install/importable.py
