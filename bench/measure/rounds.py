"""Rounds are interleaved: each measures every subject, and each begins with another one."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def interleaved(count: int, subjects: Sequence[T]) -> Iterator[list[T]]:
    """``count`` orders of the subjects: who comes first meets another machine than who comes last."""
    for number in range(count):
        turn = number % len(subjects)
        yield [*subjects[turn:], *subjects[:turn]]


def note(line: str) -> None:
    """What is going on, for the person who waits."""
    print(line, flush=True)


Progress = Callable[[str], None]
