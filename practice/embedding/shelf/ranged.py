"""One big file over HTTP: what has come stays on disk, and the next try asks for the rest only."""

from collections.abc import Callable, Mapping
from pathlib import Path

import httpx

_STEP = 100_000_000


def bring(url: str, path: Path, headers: Mapping[str, str], note: Callable[[str], None], step: int = _STEP) -> None:
    """Writes the file and notes each ``step`` bytes; half of one lies beside it as ``.part``. Raises httpx.HTTPError."""
    part = path.with_name(path.name + ".part")
    part.parent.mkdir(parents=True, exist_ok=True)
    have = part.stat().st_size if part.exists() else 0
    wanted = {**headers, "Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    with httpx.stream("GET", url, headers=wanted, follow_redirects=True, timeout=30.0) as response:
        # the whole of it had come before it could be renamed
        if response.status_code != httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            response.raise_for_status()
            _write(response, part, have if response.status_code == httpx.codes.PARTIAL_CONTENT else 0, note, step)
    part.replace(path)


def _write(response: httpx.Response, part: Path, have: int, note: Callable[[str], None], step: int) -> None:
    total = have + int(response.headers.get("Content-Length", 0))
    told = have
    # a server that ignores the range begins anew, and so does the file
    with part.open("ab" if have else "wb") as file:
        for chunk in response.iter_bytes():
            file.write(chunk)
            have += len(chunk)
            if have - told >= step:
                note(f"{part.stem}: {have / 1e6:,.0f} of {total / 1e6:,.0f} MB")
                told = have
