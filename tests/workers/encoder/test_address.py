"""Where the encoder listens."""

import pytest

from workers.encoder.serve import address


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:8100", ("127.0.0.1", 8100)),
        ("http://localhost:8100/v1", ("localhost", 8100)),
        ("http://[::1]:8100", ("::1", 8100)),
        ("http://encoder:8100", ("0.0.0.0", 8100)),
        ("http://encoder", ("0.0.0.0", 80)),
    ],
)
def test_loopback_stays_loopback_and_a_service_name_listens_everywhere(url: str, expected: tuple[str, int]) -> None:
    assert address(url) == expected
