"""A setting that does not fit ends every process with words that name the variable."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from practice.settings import BadSettings, Settings

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("process", [["stack", "run"], ["stack", "doctor"], ["api"], ["workers.relay"], ["workers.scoring"]])
def test_a_process_says_which_variable_it_is(process: list[str]) -> None:
    env = {**os.environ, "BACKTALK_PORT": "80800", "BACKTALK_LOG_LEVEL": "INFO"}
    done = subprocess.run([sys.executable, "-m", *process], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    first, second = done.stderr.splitlines()
    assert first.startswith("BACKTALK_PORT=80800 does not fit: Input should be less than or equal to 65535. Change it")
    assert second.startswith("BACKTALK_LOG_LEVEL=INFO does not fit: Input should be 'debug', 'info', 'warning' or 'error'.")


@pytest.mark.parametrize(
    "said", ["practice.example", "//practice.example", "ftp://practice.example", "https://practice.example/talk"]
)
def test_a_public_address_is_whole_and_has_no_path(said: str) -> None:
    with pytest.raises(BadSettings, match=rf"BACKTALK_PUBLIC_URL={said} does not fit: must be https://"):
        Settings(public_url=said)


@pytest.mark.parametrize("said", ["", "https://practice.example", "https://practice.example:8443/", "http://192.168.0.7:8000"])
def test_a_public_address_that_fits(said: str) -> None:
    assert Settings(public_url=said).public_url == said


@pytest.mark.parametrize("said", ["-1", "nan", "inf"])
def test_a_time_is_a_number_of_seconds(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKTALK_STREAM_LIFETIME_S", said)
    with pytest.raises(BadSettings, match=f"BACKTALK_STREAM_LIFETIME_S={said} does not fit"):
        Settings()


UNWORKABLE = {
    "BACKTALK_SESSION_DAYS": "10000000",
    "BACKTALK_EVENT_KEEP_DAYS": "3000000",
    "BACKTALK_GUEST_KEEP_DAYS": "3000000",
    "BACKTALK_STREAM_LIFETIME_S": "0",
}


@pytest.mark.parametrize("name", UNWORKABLE)
def test_a_number_that_cannot_work_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, UNWORKABLE[name])
    with pytest.raises(BadSettings, match=f"{name}={UNWORKABLE[name]} does not fit: Input should be (less|greater) than"):
        Settings()


@pytest.mark.parametrize(
    "said", ["https://practice.example", "a.example, http://b.example/", "a.example b.example", "*.a.example"]
)
def test_hosts_are_names(said: str) -> None:
    with pytest.raises(
        BadSettings, match=r"(?s)BACKTALK_ALLOWED_HOSTS=.* must be names of hosts.* such as practice\.example\.org"
    ):
        Settings(allowed_hosts=said)


@pytest.mark.parametrize("said", ["", "*", "practice.example", " backtalk.lan, other.example:80,", "[::1]:8000"])
def test_hosts_that_fit(said: str) -> None:
    assert Settings(allowed_hosts=said).allowed_hosts == said


@pytest.mark.parametrize(
    "said", ["nginx", "127.0.0.1,proxy.example", "10.0.0.1/8", "*,10.0.0.1", "http://10.0.0.1", "10.0.0.1:80"]
)
def test_proxies_are_addresses(said: str) -> None:
    with pytest.raises(
        BadSettings, match=r"(?s)BACKTALK_TRUSTED_PROXIES=.* must be IP addresses or networks.* name is not looked up"
    ):
        Settings(trusted_proxies=said)


@pytest.mark.parametrize("said", ["", "*", " * ", "127.0.0.1,::1", "10.0.0.0/8, fd00::/8"])
def test_proxies_that_fit(said: str) -> None:
    assert Settings(trusted_proxies=said).trusted_proxies == said.strip()
