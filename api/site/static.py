"""Files of the static export: pages found without ``.html``, caching by kind, a policy for each page."""

from functools import lru_cache
from os import PathLike, stat_result
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.site.policy import policy_of

SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@lru_cache(maxsize=256)
def _policy(path: str, _mtime_ns: int) -> str:
    return policy_of(Path(path))


class Site(StaticFiles):
    """``StaticFiles(html=True)`` looks for folders only; a static export writes ``ko/practice.html``."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        if Path(path).parts[:1] == ("api",):
            # an unknown call is answered with a problem, not with a page
            raise HTTPException(404)
        response = await super().get_response(self._page_of(path), scope)
        if response.status_code == 404:
            # the page that says so is made without ``file_response``
            missing, found = self.lookup_path("404.html")
            assert found is not None
            response = self.file_response(missing, found, scope, 404)
        return response

    def _page_of(self, path: str) -> str:
        # the export has a folder ``ko/`` beside ``ko.html``: the page comes first, the folder has no index
        page = path.rstrip("/") + ".html"
        name = Path(path).name
        if name in {"", "."} or "." in name:
            return path
        try:
            return page if self.lookup_path(page)[1] is not None else path
        except (OSError, ValueError):
            # too long for a file's name, or with a NUL in it
            return path

    def file_response(
        self,
        full_path: str | PathLike[str],
        stat_result: stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        name = str(full_path)
        # a file below _next/static has its content's hash in its name
        forever = "/_next/static/" in name.replace("\\", "/")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if forever else "no-cache"
        response.headers.update(SECURITY)
        if name.endswith(".txt"):
            # Next.js reads these as the payload of a page
            response.headers["Content-Type"] = "text/x-component"
        if name.endswith(".html"):
            response.headers["Content-Security-Policy"] = _policy(name, stat_result.st_mtime_ns)
        return response
