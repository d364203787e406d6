"""The gateway holds thousands of streams, each an open file."""

import resource
import subprocess
import sys

import pytest

from api.open_files import raise_limit

SHELL = "import resource as r; h = r.getrlimit(r.RLIMIT_NOFILE)[1]; r.setrlimit(r.RLIMIT_NOFILE, (256, h));"
ASKED = SHELL + "from api.open_files import raise_limit; print(raise_limit() == h == r.getrlimit(r.RLIMIT_NOFILE)[0])"


def test_a_shell_s_limit_is_raised_to_what_the_system_allows() -> None:
    told = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)
    assert told.stdout == "True\n"


class Mac:
    """A system that names no hard limit, and refuses more than its kernel's own as Python on macOS tells it."""

    def __init__(self, soft: int, most: int, refusal: Exception) -> None:
        self.soft, self._most, self._refusal = soft, most, refusal

    def getrlimit(self, _which: int) -> tuple[int, int]:
        return self.soft, resource.RLIM_INFINITY

    def setrlimit(self, _which: int, limits: tuple[int, int]) -> None:
        soft, hard = limits
        assert hard == resource.RLIM_INFINITY
        if soft == resource.RLIM_INFINITY or soft > self._most:
            raise self._refusal
        self.soft = soft


@pytest.mark.parametrize("infinity", [-1, 2**63 - 1], ids=["as on Linux", "as on macOS"])
@pytest.mark.parametrize("refusal", [ValueError("current limit exceeds maximum limit"), OSError(22, "Invalid argument")])
@pytest.mark.parametrize(
    ("soft", "most", "expected"),
    [(256, 245_760, 65_536), (256, 10_240, 10_240), (256, 5_000, 4_096), (256, 1_000, 256), (8_192, 8_192, 8_192)],
)
def test_where_the_hard_limit_is_refused_it_is_as_much_as_is_taken(
    monkeypatch: pytest.MonkeyPatch, infinity: int, refusal: Exception, soft: int, most: int, expected: int
) -> None:
    monkeypatch.setattr(resource, "RLIM_INFINITY", infinity)
    mac = Mac(soft, most, refusal)
    monkeypatch.setattr(resource, "getrlimit", mac.getrlimit)
    monkeypatch.setattr(resource, "setrlimit", mac.setrlimit)
    assert raise_limit() == mac.soft == expected


def test_a_limit_that_is_none_already_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    mac = Mac(resource.RLIM_INFINITY, 0, OSError())
    monkeypatch.setattr(resource, "getrlimit", mac.getrlimit)
    monkeypatch.setattr(resource, "setrlimit", mac.setrlimit)
    assert raise_limit() == mac.soft == resource.RLIM_INFINITY
