"""Who can reach this: an address beyond this machine needs a word of the host on who may come in."""

import ipaddress

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
    name, host = ("BACKTALK_BIND", settings.bind) if settings.bind else ("BACKTALK_HOST", settings.host)
    if is_loopback(host) or settings.oidc_issuer or settings.allow_guests is not None:
        return
    raise NotMeantForOthers(
        f"{name}={host} can be reached from other machines, and anybody who reaches it could open a workspace. "
        "Say BACKTALK_ALLOW_GUESTS=true if that is meant, let people sign in with BACKTALK_OIDC_ISSUER and "
        f"BACKTALK_OIDC_CLIENT_ID, or leave {name} out to serve this machine only."
    )
