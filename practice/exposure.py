"""Who can reach this: an address beyond this machine needs a word of the host on who may come in.

The address itself, or the names that people type: behind a proxy on the same machine only these tell that others come.
"""

import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

from practice.errors import BacktalkError
from practice.settings import Settings


class NotMeantForOthers(BacktalkError):
    code, title = "not_meant_for_others", "This would be open to everybody"


class SignInIncomplete(BacktalkError):
    code, title = "sign_in_incomplete", "The sign-in is not set up in full"


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches that address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_exposure(settings: Settings) -> None:
    """Raises NotMeantForOthers for an address that others reach while nobody said whether guests are welcome.

    Raises SignInIncomplete where people are to sign in and could not.
    """
    if settings.oidc_issuer and not settings.oidc_client_id:
        raise SignInIncomplete("BACKTALK_OIDC_ISSUER needs BACKTALK_OIDC_CLIENT_ID, by which the provider knows this Backtalk.")
    if settings.oidc_issuer or settings.allow_guests is not None:
        return
    for said, without in _reached(settings):
        raise NotMeantForOthers(
            f"{said} can be reached from other machines, and anybody who reaches it could open a workspace. "
            "Say BACKTALK_ALLOW_GUESTS=true if that is meant, let people sign in with BACKTALK_OIDC_ISSUER and "
            f"BACKTALK_OIDC_CLIENT_ID, or leave {without} out to serve this machine only."
        )


def _reached(settings: Settings) -> Iterator[tuple[str, str]]:
    """What says that others come, as it is set, and the name of the setting."""
    name, host = ("BACKTALK_BIND", settings.bind) if settings.bind else ("BACKTALK_HOST", settings.host)
    if not is_loopback(host):
        yield f"{name}={host}", name
    if not _is_ours(urlsplit(settings.public_url).hostname or "localhost"):
        yield f"BACKTALK_PUBLIC_URL={settings.public_url}", "BACKTALK_PUBLIC_URL"
    for host in settings.allowed_hosts.split(","):
        # without a dot it would be let in unlisted: nobody outside can own such a name
        name = host.strip().partition(":")[0].rstrip(".").lower()
        if name == "*" or ("." in name and not _is_ours(name)):
            yield f"BACKTALK_ALLOWED_HOSTS={settings.allowed_hosts}", "BACKTALK_ALLOWED_HOSTS"


def _is_ours(name: str) -> bool:
    # a browser looks nothing up for names below localhost
    return is_loopback(name) or name.endswith(".localhost")
