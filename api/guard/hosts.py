"""Under which names this may be asked: a name that somebody else points at us opens our doors to their pages (DNS rebinding)."""

import ipaddress
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

from practice.settings import Settings


def name_of(host: str) -> str:
    """The name in a Host header, without port and brackets, in lower case."""
    name, _, port = host.rpartition(":") if not host.endswith("]") and ":" in host else (host, "", "")
    if port and not port.isdigit():
        return host
    if name.startswith("[") and name.endswith("]"):
        name = name[1:-1]
    return name.rstrip(".").lower()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def host_check(settings: Settings) -> Callable[[str], bool]:
    """Whether a Host header is one of ours.

    Always ours: addresses, since rebinding needs a name; names without a dot, which nobody outside can own (``localhost``,
    a container's); and what the settings name.
    """
    named = {name_of(each.strip()) for each in settings.allowed_hosts.split(",") if each.strip()}
    if settings.public_url:
        named.add(name_of(urlsplit(settings.public_url).netloc))

    @lru_cache(maxsize=256)
    def ours(host: str) -> bool:
        name = name_of(host)
        return "*" in named or name in named or _is_address(name) or ("." not in name) or name.endswith(".localhost")

    return ours
