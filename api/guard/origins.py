"""Which site a request comes from: the cookie comes with a foreign page's request too, so its origin has to be ours."""

from collections.abc import Mapping
from urllib.parse import urlsplit

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def is_ours(headers: Mapping[bytes, bytes], public_netloc: str) -> bool:
    """Whether an unsafe request comes from our own page or from no page at all.

    Browsers say ``Sec-Fetch-Site`` themselves, and ``Origin`` with every unsafe request; programs say neither and carry no
    cookie that somebody else could use.
    """
    if headers.get(b"sec-fetch-site") in (b"same-origin", b"none"):
        return True
    origin = headers.get(b"origin")
    if origin is None:
        return b"sec-fetch-site" not in headers
    netloc = urlsplit(origin.decode("latin-1")).netloc.lower()
    own = headers.get(b"host", b"").decode("latin-1").lower()
    return bool(netloc) and netloc in (own, public_netloc)
