#!/bin/sh
# Writes requirements.lock and requirements-dev.lock from pyproject.toml. For Python 3.11, which needs one package more
# than its successors.
set -eu
uv=.venv/bin/uv
# uv does not read pip's settings
: "${UV_FIND_LINKS:=${PIP_FIND_LINKS:-$(.venv/bin/python -m pip config get global.find-links 2>/dev/null || true)}}"
export UV_FIND_LINKS UV_SYSTEM_CERTS=1

compiled() {
    "$uv" pip compile --quiet --python-version 3.11 --python-platform x86_64-manylinux_2_28 --no-annotate --no-header \
        pyproject.toml "$@"
}

run=$(mktemp)
dev=$(mktemp)
trap 'rm -f "$run" "$dev"' EXIT
compiled -o "$run" >/dev/null
compiled --extra dev -c "$run" -o "$dev" >/dev/null
write() {
    echo "$1"
    # a local version would name one build of torch, and only one place has it
    sed 's/+cpu//' "$2"
}
write '# Written by `make lock`: exact versions for Python 3.11 to 3.13; pip and uv both install it.' "$run" >requirements.lock
write '# Written by `make lock`: requirements.lock and what tests and linters need.' "$dev" >requirements-dev.lock
