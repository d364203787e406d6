"""Variables that begin like ours and are none: a slip of the pen would leave a default in force without a word."""

import difflib
from collections.abc import Iterator, Mapping

from practice.settings import Settings

PREFIX = "BACKTALK_"
# what is read elsewhere: the migration, compose's file, the gateway of a page under development, commands, tests
ELSEWHERE = frozenset(
    [
        "ADMIN_DATABASE_URL",
        "API",
        "APP_PASSWORD",
        "BACKUPS",
        "BENCH_FULL",
        "OWNER_PASSWORD",
        "QUEUE",
        "REDIS_PASSWORD",
        "SERVER",
        "SYSTEM_PASSWORD",
        "TEST_EXAMPLES",
        "TOKEN",
    ]
)


def misspelt(environment: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each, with the name that is most like it, if any is."""
    known = ELSEWHERE | {name.upper() for name in Settings.model_fields}
    for name in sorted(name for name in environment if name.startswith(PREFIX)):
        rest = name.removeprefix(PREFIX)
        if rest in known:
            continue
        near = difflib.get_close_matches(rest, known, n=1)
        yield f"{name} is no setting and changes nothing" + (f" (did you mean {PREFIX}{near[0]}?)" if near else "")
