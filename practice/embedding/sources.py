"""Everything beside answers that gets vectors from whoever embeds."""

from practice.embedding.source import Item, Source
from practice.search.bank_source import BankSource

__all__ = ["SOURCES", "Item", "Source"]

SOURCES: tuple[Source, ...] = (BankSource(),)
