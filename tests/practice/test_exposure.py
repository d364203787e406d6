"""An address that others reach needs a word of the host on who may come in."""

import re

import pytest

from practice.exposure import NotMeantForOthers, SignInIncomplete, check_exposure, is_loopback
from practice.settings import Settings

LOOPBACK = ("127.0.0.1", "127.8.9.1", "::1", "[::1]", "localhost")
OPEN = ("0.0.0.0", "::", "192.168.0.7", "practice.example")


@pytest.mark.parametrize("host", LOOPBACK)
def test_this_machine_alone(host: str) -> None:
    assert is_loopback(host)
    check_exposure(Settings(host=host))


@pytest.mark.parametrize("host", OPEN)
def test_others_too(host: str) -> None:
    with pytest.raises(NotMeantForOthers, match="BACKTALK_ALLOW_GUESTS"):
        check_exposure(Settings(host=host))


def test_of_a_container_counts_what_the_host_publishes() -> None:
    check_exposure(Settings(host="0.0.0.0", bind="127.0.0.1"))
    with pytest.raises(NotMeantForOthers, match="BACKTALK_BIND"):
        check_exposure(Settings(host="0.0.0.0", bind="0.0.0.0"))


@pytest.mark.parametrize("url", ["https://practice.example.org", "http://192.168.0.7:8000", "https://[2001:db8::7]"])
@pytest.mark.parametrize("bound", [{}, {"host": "0.0.0.0", "bind": "127.0.0.1"}], ids=["at home", "in a container"])
def test_behind_a_proxy_on_this_machine_it_is_others_too(url: str, bound: dict[str, str]) -> None:
    with pytest.raises(NotMeantForOthers, match=re.escape(f"BACKTALK_PUBLIC_URL={url} can be reached")):
        check_exposure(Settings(public_url=url).model_copy(update=bound))


@pytest.mark.parametrize(
    "url", ["http://localhost:3000", "https://127.0.0.1:8443", "http://[::1]:8000", "https://backtalk.localhost"]
)
def test_a_proxy_for_this_machine_alone_needs_no_word(url: str) -> None:
    check_exposure(Settings(public_url=url))


@pytest.mark.parametrize(
    "hosts", ["practice.example.org", "localhost, practice.example.org:8443", "192.168.0.7", "*", "Practice.example."]
)
def test_a_further_name_that_others_type_asks_too(hosts: str) -> None:
    with pytest.raises(NotMeantForOthers, match=re.escape(f"BACKTALK_ALLOWED_HOSTS={hosts} can be reached")):
        check_exposure(Settings(allowed_hosts=hosts))


@pytest.mark.parametrize("hosts", ["", " , ", "localhost", "api", "127.0.0.1:8000,[::1]", "backtalk.localhost"])
def test_a_further_name_of_this_machine_needs_no_word(hosts: str) -> None:
    check_exposure(Settings(allowed_hosts=hosts))


SIGN_IN = {"oidc_issuer": "https://id.example", "oidc_client_id": "backtalk"}


@pytest.mark.parametrize("said", [{"allow_guests": True}, {"allow_guests": False}, SIGN_IN])
def test_a_word_of_the_host_is_enough(said: dict[str, object]) -> None:
    for reached in (
        Settings(host="0.0.0.0"),
        Settings(public_url="https://practice.example.org"),
        Settings(allowed_hosts="practice.example.org"),
    ):
        check_exposure(reached.model_copy(update=said))


def test_a_sign_in_that_nobody_could_pass_is_refused() -> None:
    with pytest.raises(SignInIncomplete, match="needs BACKTALK_OIDC_CLIENT_ID"):
        check_exposure(Settings(oidc_issuer="https://id.example"))


def test_by_default_it_is_this_machine_and_guests() -> None:
    assert is_loopback(Settings().host)
    assert Settings().guests_welcome
    assert not Settings(oidc_issuer="https://id.example").guests_welcome


def test_what_is_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BACKTALK_ALLOW_GUESTS", "BACKTALK_PROVIDER_DAILY_BUDGET", "BACKTALK_PORT"):
        monkeypatch.setenv(name, "")
    assert (Settings().allow_guests, Settings().provider_daily_budget, Settings().port) == (None, None, 8000)
