"""What holds for any bank and for any text."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practice.bank.model import Bank, Lang
from practice.bank.sheet import read_sheet, write_sheet
from practice.bank.yaml_twin import read_yaml, write_yaml
from tests.practice.bank.accounting import account_of, lost_lines, lost_words
from tests.practice.bank.strategies import STRINGS, banks, sheets

SOME = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@SOME
@given(banks(), st.sampled_from(("ko", "en")))
def test_a_bank_written_as_a_sheet_and_read_back_is_the_same_bank(bank: Bank, lang: Lang) -> None:
    assert read_sheet(write_sheet(bank, lang), slug_hint="other").bank == bank


@SOME
@given(banks())
def test_a_bank_written_as_yaml_and_read_back_is_the_same_bank(bank: Bank) -> None:
    assert read_yaml(write_yaml(bank)).bank == bank


@SOME
@given(sheets())
def test_every_word_of_a_sheet_is_kept_or_warned_about(sheet: str) -> None:
    account = account_of(sheet)
    assert lost_lines(sheet, account) == []
    assert lost_words(sheet, account) == []


@SOME
@given(st.one_of(STRINGS, st.text()))
def test_any_text_is_read(text: str) -> None:
    assert lost_lines(text, account_of(text)) == []


@SOME
@given(st.binary())
def test_any_bytes_are_read(raw: bytes) -> None:
    read_sheet(raw, slug_hint="bytes")


@SOME
@given(sheets())
def test_any_sheet_read_and_exported_is_read_as_the_same_bank(sheet: str) -> None:
    bank = read_sheet(sheet, slug_hint="sheet").bank
    assert read_sheet(write_sheet(bank, bank.lang), slug_hint="other").bank == bank
