"""PostgreSQL's own programs, called so that no password stands in the machine's list of processes."""

import os
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit


def run_client(program: Path, url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`pg_dump` or `pg_restore` on the database of the URL, whose password goes by the environment."""
    parts = urlsplit(url)
    person, at, server = parts.netloc.rpartition("@")
    name, _, password = person.partition(":")
    line = [str(program), *arguments, f"--dbname={urlunsplit(parts._replace(netloc=f'{name}{at}{server}'))}"]
    env = {**os.environ, "PGPASSWORD": unquote(password)} if password else None
    return subprocess.run(line, env=env, capture_output=True, text=True, check=False)
