#!/bin/sh
# Checks docker-compose.yml and Dockerfile without an engine.
set -eu
python=.venv/bin/python
$python -m check_jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
# the wheel's wrapper always exits with 0: call the binary
compose=$($python -c 'import importlib.util as u; print(u.find_spec("compose").submodule_search_locations[0])')/docker-compose
BACKTALK_OWNER_PASSWORD=x BACKTALK_APP_PASSWORD=x BACKTALK_SYSTEM_PASSWORD=x BACKTALK_REDIS_PASSWORD=x \
    "$compose" -f docker-compose.yml config --quiet
if "$compose" -f docker-compose.yml config --quiet 2>/dev/null; then
    echo "docker-compose.yml must refuse to start without its passwords" >&2
    exit 1
fi
.venv/bin/hadolint Dockerfile
echo "docker-compose.yml and Dockerfile are fine"
