"""Whoever waits for a big file is told how far it has come, also when it goes on where it stopped."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from practice.embedding.shelf.ranged import bring
from tests.practice.embedding.shelf.conftest import NAME
from tests.practice.embedding.shelf.hub import COMMIT, Hub, serving

SIZE, STOPS, STEP = 9_000_000, 4_000_000, 2_000_000
CONTENT = bytes(range(250)) * (SIZE // 250)


@pytest.fixture
def big(tmp_path: Path) -> Iterator[Hub]:
    folder = tmp_path / "hub"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(CONTENT)
    with serving(Hub(folder, NAME)) as made:
        yield made


def told(hub: Hub, path: Path) -> list[int]:
    """Millions of bytes that had come, as each note says. Raises httpx.HTTPError."""
    notes: list[str] = []
    try:
        bring(f"{hub.url}/{NAME}/resolve/{COMMIT}/model.safetensors", path, {}, notes.append, STEP)
    finally:
        seen = [re.fullmatch(r"model\.safetensors: (\d) of 9 MB", note) for note in notes]
        assert all(seen)
    return [int(note[1]) for note in seen if note]


def test_every_step_is_told_with_the_whole_size(big: Hub, tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    # a note comes with the first piece behind each step, so it may lie a little behind it
    assert [at // 2 for at in told(big, path)] == [1, 2, 3, 4]
    assert path.read_bytes() == CONTENT


def test_it_goes_on_counting_where_it_stopped(big: Hub, tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    big.breaks_after = STOPS
    with pytest.raises(httpx.RemoteProtocolError):
        told(big, path)
    big.breaks_after = None
    assert [at // 2 for at in told(big, path)] == [3, 4]
    assert big.ranges == [f"bytes={STOPS}-"]
    assert path.read_bytes() == CONTENT
    assert not path.with_name("model.safetensors.part").exists()
