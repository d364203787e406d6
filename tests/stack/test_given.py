"""Servers that the person names."""

import pytest

from stack.given import given

URLS = {
    "postgresql+psycopg://o:p@h/d": "postgresql://o:p@h/d",
    "postgres://o:p+q@h/d?a=b+c": "postgres://o:p+q@h/d?a=b+c",
    "host=h password=p+q": "host=h password=p+q",
    "": None,
}


@pytest.mark.parametrize("url", URLS)
def test_every_program_can_read_the_address(url: str) -> None:
    assert given({"DATABASE_URL": url}).database_url == URLS[url]


def test_the_name_with_the_prefix_wins() -> None:
    assert given({"DATABASE_URL": "postgresql://a", "BACKTALK_DATABASE_URL": "postgresql://b"}).database_url == "postgresql://b"
