"""Front matter: ``key: value`` lines between two rules, read leniently."""

import json
import re
from dataclasses import dataclass, field

from practice.bank.fields import ID
from practice.bank.reading import Warning

KEY = re.compile(r"([A-Za-z][\w-]*)\s*:(?:\s+(.*))?")
KNOWN = ("bank", "title", "title-ko", "title-en", "lang", "license", "source")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Front:
    """``end`` is the number of lines that it takes."""

    values: dict[str, str] = field(default_factory=dict)
    end: int = 0


def front_matter(lines: list[str]) -> tuple[Front, list[Warning]]:
    if not lines or lines[0].rstrip() != "---":
        return Front(), []
    last = next((at for at in range(1, min(len(lines), LONGEST)) if lines[at].rstrip() in ("---", "...")), None)
    if last is None or not _looks_like_keys(lines[1:last]):
        return Front(), []
    values: dict[str, str] = {}
    warnings: list[Warning] = []
    for number, line in enumerate(lines[1:last], start=2):
        _key(line, number, values, warnings)
    return Front(values, last + 1), warnings


def _looks_like_keys(lines: list[str]) -> bool:
    first = next((line for line in lines if line.strip()), None)
    return not lines if first is None else bool(KEY.fullmatch(first.rstrip()))


def _key(line: str, number: int, values: dict[str, str], warnings: list[Warning]) -> None:
    found = KEY.fullmatch(line.rstrip())
    if not line.strip():
        return
    if not found or found[1] not in KNOWN:
        warnings.append(Warning(number, f"not read; front matter may hold {', '.join(KNOWN)}", "front-matter"))
        return
    value = unquoted(found[2] or "")
    if found[1] == "lang" and value not in ("ko", "en"):
        warnings.append(Warning(number, "lang must be ko or en; it was taken from the text", "front-matter"))
    elif found[1] == "bank" and not ID.fullmatch(value):
        warnings.append(
            Warning(number, "bank must be an id of letters, digits and hyphens; the file's name was taken", "front-matter")
        )
    elif found[1] in values:
        warnings.append(Warning(number, f"{found[1]} stands here twice; the first was taken", "front-matter"))
    elif value not in ("", "null", "~"):
        values[found[1]] = value


def unquoted(value: str) -> str:
    value = value.strip()
    if len(value) < 2 or value[0] != value[-1] or value[0] not in "\"'":
        return value
    if value[0] == "'":
        return value[1:-1].replace("''", "'")
    try:
        read = json.loads(value)
    except ValueError:
        return value[1:-1]
    return read if isinstance(read, str) else value
