"""A model hub over real HTTP on loopback: what a client asks of one to bring a repository, with ranges, sums and bad days."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

COMMIT = "c0ffee" + "0" * 34


@dataclass
class Hub:
    """Serves one folder as ``repo``. ``breaks_after``: weights stop after so many bytes. ``damage``: the bytes are others."""

    folder: Path
    repo: str
    breaks_after: int | None = None
    damage: bool = False
    commit: str = COMMIT
    url: str = ""
    ranges: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def listing(self) -> bytes:
        files = [path for path in sorted(self.folder.rglob("*")) if path.is_file()]
        siblings = [self._sibling(path) for path in files]
        return json.dumps({"id": self.repo, "modelId": self.repo, "sha": self.commit, "siblings": siblings}).encode()

    def tree(self) -> bytes:
        """The same files as the second of the two listings that a client asks for."""
        entries = []
        for sibling in json.loads(self.listing())["siblings"]:
            entry = {"type": "file", "path": sibling["rfilename"], "size": sibling["size"], "oid": sibling["blobId"]}
            if lfs := sibling.get("lfs"):
                entry["lfs"] = {"oid": lfs["sha256"], "size": lfs["size"], "pointerSize": lfs["pointerSize"]}
            entries.append(entry)
        return json.dumps(entries).encode()

    def _sibling(self, path: Path) -> dict[str, object]:
        content = path.read_bytes()
        entry: dict[str, object] = {"rfilename": str(path.relative_to(self.folder)), "size": len(content)}
        entry["blobId"] = git_blob(content)
        if path.suffix == ".safetensors":
            entry["lfs"] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "pointerSize": 134}
        return entry

    def etag(self, path: Path) -> str:
        content = path.read_bytes()
        return hashlib.sha256(content).hexdigest() if path.suffix == ".safetensors" else git_blob(content)


def git_blob(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


@contextmanager
def serving(hub: Hub) -> Iterator[Hub]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self._answer(body=False)

        def do_GET(self) -> None:
            self._answer(body=True)

        def _answer(self, *, body: bool) -> None:
            path = urlsplit(self.path).path
            hub.asked.append(f"{self.command} {path}")
            if path.startswith(f"/api/models/{hub.repo}/tree/"):
                self._send(200, hub.tree(), {"Content-Type": "application/json"})
            elif path.startswith(f"/api/models/{hub.repo}/"):
                self._send(200, hub.listing(), {"Content-Type": "application/json"})
            elif (file := hub.folder / path.removeprefix(f"/{hub.repo}/resolve/{hub.commit}/")).is_file():
                self._file(file, body=body)
            else:
                self._send(404, b"{}", {"X-Error-Code": "EntryNotFound"})

        def _file(self, file: Path, *, body: bool) -> None:
            content = file.read_bytes()
            headers = {"ETag": f'"{hub.etag(file)}"', "X-Repo-Commit": hub.commit, "Accept-Ranges": "bytes"}
            if not body:
                self._send(200, content, headers, body=False)
                return
            weights = file.suffix == ".safetensors"
            if hub.damage and weights:
                content = bytes(len(content))
            begin = 0
            if wanted := self.headers.get("Range"):
                hub.ranges.append(wanted)
                begin = int(wanted.removeprefix("bytes=").partition("-")[0])
                headers["Content-Range"] = f"bytes {begin}-{len(content) - 1}/{len(content)}"
            if hub.breaks_after is not None and weights:
                if begin:
                    self._send(403, b"", {})
                    return
                self._send(200, content, headers, cut=hub.breaks_after)
                return
            self._send(206 if begin else 200, content[begin:], headers)

        def _send(
            self, status: int, content: bytes, headers: dict[str, str], *, body: bool = True, cut: int | None = None
        ) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if body:
                self.wfile.write(content if cut is None else content[:cut])
            if cut is not None:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    hub.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
