"""A model comes from a hub once, goes on where it stopped, and is what the hub says it is."""

from pathlib import Path

import pytest

from practice.embedding.models import HubWeights
from practice.embedding.shelf.fetch import FetchFailed, fetch
from practice.embedding.shelf.manifest import files_folder, read_manifest, sha256_of
from practice.embedding.shelf.steps import Steps
from tests.practice.embedding.shelf.conftest import NAME
from tests.practice.embedding.shelf.hub import COMMIT, Hub
from tests.practice.embedding.shelf.tiny import WIDTH, make_tiny

WEIGHTS = f"GET /{NAME}/resolve/{COMMIT}/model.safetensors"


def test_its_facts_are_read_from_its_own_files(steps: Steps, tiny: Path) -> None:
    steps.fetch(NAME, "main", None, None)
    manifest = read_manifest(steps.settings.data_dir, NAME)
    assert manifest is not None
    spec = manifest.spec
    assert (spec.dimensions, spec.max_tokens, spec.query_prefix, spec.passage_prefix) == (WIDTH, 64, "find: ", "")
    assert (spec.engine, spec.weights) == ("pytorch", HubWeights(NAME, COMMIT))
    assert manifest.files["model.safetensors"] == sha256_of(tiny / "model.safetensors")
    assert manifest.figures is None


def test_prefixes_that_the_files_do_not_tell_can_be_given(steps: Steps) -> None:
    steps.fetch(NAME, "main", "query: ", "passage: ")
    manifest = read_manifest(steps.settings.data_dir, NAME)
    assert manifest is not None
    assert (manifest.spec.query_prefix, manifest.spec.passage_prefix) == ("query: ", "passage: ")


def test_what_is_here_is_not_brought_again(steps: Steps, hub: Hub) -> None:
    steps.fetch(NAME, "main", None, None)
    steps.fetch(NAME, "main", None, None)
    assert hub.asked.count(WEIGHTS) == 1


def test_other_weights_of_the_same_length_are_brought(steps: Steps, hub: Hub, tmp_path: Path) -> None:
    steps.fetch(NAME, "main", None, None)
    hub.folder = tmp_path / "later"
    make_tiny(hub.folder, seed=12)
    steps.fetch(NAME, "main", None, None)
    brought = files_folder(steps.settings.data_dir, NAME) / "model.safetensors"
    assert sha256_of(brought) == sha256_of(hub.folder / "model.safetensors")
    assert hub.asked.count(WEIGHTS) == 2


def test_a_download_that_was_cut_off_goes_on_where_it_stopped(steps: Steps, hub: Hub, tiny: Path) -> None:
    hub.breaks_after = 5000
    with pytest.raises(FetchFailed):
        steps.fetch(NAME, "main", None, None)
    hub.breaks_after = None
    hub.ranges.clear()
    steps.fetch(NAME, "main", None, None)
    assert hub.ranges == ["bytes=5000-"]
    brought = files_folder(steps.settings.data_dir, NAME) / "model.safetensors"
    assert sha256_of(brought) == sha256_of(tiny / "model.safetensors")


def test_a_damaged_file_is_refused_deleted_and_brought_anew(steps: Steps, hub: Hub) -> None:
    hub.damage = True
    with pytest.raises(FetchFailed, match=r"model\.safetensors came damaged"):
        steps.fetch(NAME, "main", None, None)
    assert not (files_folder(steps.settings.data_dir, NAME) / "model.safetensors").exists()
    hub.damage = False
    steps.fetch(NAME, "main", None, None)


def test_an_unknown_repository_is_named(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(FetchFailed, match="nobody/nothing"):
        fetch(HubWeights("nobody/nothing", "main"), tmp_path, hub.url, lambda _: None)
