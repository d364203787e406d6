"""``python -m api.openapi``: the API's description as JSON, from which the frontend's types are made."""

import json
import sys

from api.main import create_app
from practice.settings import Settings


def description() -> str:
    """The OpenAPI document, with a stable layout."""
    return json.dumps(create_app(Settings()).openapi(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(description())
