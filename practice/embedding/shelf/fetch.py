"""A model from a hub onto this disk: once, going on where it stopped, every file against the hub's own sum."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import httpx2
from huggingface_hub import HfApi, hf_hub_url, snapshot_download
from huggingface_hub.errors import HfHubHTTPError
from huggingface_hub.hf_api import RepoSibling
from huggingface_hub.utils._headers import build_hf_headers

from practice.embedding.models import HubWeights
from practice.embedding.shelf.manifest import sha256_of
from practice.embedding.shelf.ranged import bring

# one format of weights, and the only one that runs no code when it is read
WANTED = ["*.json", "*.txt", "*.model"]
# weights are brought here: the library begins a file anew in each process
UNWANTED = ["onnx/*", "openvino/*", "trainer_state.json", "*.safetensors"]

_OTHERS = ("onnx/", "openvino/")


class FetchFailed(RuntimeError):
    """The hub did not give the model; what came so far stays, and the next try goes on from there."""


@dataclass(frozen=True)
class Fetched:
    """The commit that was taken, and the sha256 of each file."""

    weights: HubWeights
    files: dict[str, str]


def fetch(wanted: HubWeights, folder: Path, hub: str | None, note: Callable[[str], None]) -> Fetched:
    """Brings what is missing; ``hub`` is an address, None the library's own. Raises FetchFailed."""
    api = HfApi(endpoint=hub)
    try:
        info = api.model_info(wanted.repo, revision=wanted.revision, files_metadata=True)
        if info.sha is None:
            raise FetchFailed(f"the hub names no commit of {wanted.repo}")
        note(f"{wanted.repo} at {info.sha[:12]}, {_megabytes(info.siblings or [])} in all")
        snapshot_download(
            wanted.repo, revision=info.sha, local_dir=folder, endpoint=hub, allow_patterns=WANTED, ignore_patterns=UNWANTED
        )
        for sibling in info.siblings or []:
            if sibling.rfilename.endswith(".safetensors") and not sibling.rfilename.startswith(_OTHERS):
                _weights(wanted.repo, info.sha, sibling, folder, hub, note)
    except (HfHubHTTPError, httpx2.HTTPError, httpx.HTTPError, OSError, ValueError) as error:
        raise FetchFailed(f"{wanted.repo}: {type(error).__name__}: {str(error).splitlines()[0][:300]}") from error
    sums = {sibling.rfilename: _checked(folder, sibling) for sibling in info.siblings or [] if _lies_in(folder, sibling)}
    if not any(name.endswith(".safetensors") for name in sums):
        raise FetchFailed(f"{wanted.repo} has no weights as safetensors; pickled ones can run code and are not read")
    return Fetched(HubWeights(wanted.repo, info.sha), sums)


def _weights(repo: str, commit: str, sibling: RepoSibling, folder: Path, hub: str | None, note: Callable[[str], None]) -> None:
    path = folder / sibling.rfilename
    # by its sum: the weights of another commit are as long, and were taken for a damaged download
    if path.is_file() and sibling.lfs is not None and sha256_of(path) == sibling.lfs.sha256:
        return
    bring(hf_hub_url(repo, sibling.rfilename, revision=commit, endpoint=hub), path, build_hf_headers(), note)


def _lies_in(folder: Path, sibling: RepoSibling) -> bool:
    return (folder / sibling.rfilename).is_file()


def _checked(folder: Path, sibling: RepoSibling) -> str:
    """The library compares sizes only. A file that is not the hub's is deleted, so that the next try brings it anew."""
    path = folder / sibling.rfilename
    found = sha256_of(path)
    if sibling.lfs is not None:
        same = found == sibling.lfs.sha256
    else:
        same = sibling.blob_id is None or _git_blob(path.read_bytes()) == sibling.blob_id
    if not same:
        path.unlink()
        raise FetchFailed(f"{sibling.rfilename} came damaged and was deleted; fetch again")
    return found


def _git_blob(content: bytes) -> str:
    # how git names a file's content, which is the sum that the hub gives of small files
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _megabytes(siblings: list[RepoSibling]) -> str:
    size = sum(sibling.size or 0 for sibling in siblings if sibling.rfilename.endswith(".safetensors"))
    return f"{size / 1e6:,.0f} MB of weights"
