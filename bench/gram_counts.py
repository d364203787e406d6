"""`python -m bench.gram_counts`: how many texts of the shipped bank hold each gram, for practice/search/gram_counts.tsv."""

import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg

from bench.ground.services import PASSWORDS
from practice.bank import shipped
from practice.bank.model import LANGS
from practice.db.migrate import migrate
from stack.postgres import EmbeddedPostgres

FILE = Path(__file__).parents[1] / "practice" / "search" / "gram_counts.tsv"
# a gram of fewer texts is as rare as one of none
LEAST = 3


def texts() -> Iterator[str]:
    """Each about as long as a paragraph: longer ones would hold every common gram."""
    for question in shipped.load().questions:
        for lang in LANGS:
            yield question.text.get(lang)
            yield from re.split(r"\n\n+", question.answer.get(lang))
            yield from (point.text.get(lang) for point in question.rubric)
            yield from (followup.text.get(lang) for followup in question.followups)


def main() -> None:
    counts: Counter[str] = Counter()
    total = 0
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder) / "postgres") as postgres:
        migrate(postgres.url, PASSWORDS)
        with psycopg.connect(postgres.url) as conn:
            for words in texts():
                counts.update(gram for (gram,) in conn.execute("select distinct word_grams(%s)", (words,)))
                total += 1
    kept = sorted((gram, n) for gram, n in counts.items() if n >= LEAST)
    FILE.write_text("".join([f"texts\t{total}\n", *(f"{gram}\t{n}\n" for gram, n in kept)]), encoding="utf-8")


if __name__ == "__main__":
    main()
