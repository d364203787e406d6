"""What is kept of an AI provider: whether it may be asked, what was used on a day."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from practice.db.tables.base import Base


class ProviderGate(Base):
    """The breaker of one provider over all processes, the pause that it asked for, the next free moment of its rate limit."""

    __tablename__ = "provider_gates"
    provider: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(server_default="0")
    open_until: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]
    code: Mapped[str | None]
    message: Mapped[str | None]
    next_at: Mapped[datetime | None]


class ProviderDay(Base):
    """What was used of one provider on one day (UTC), and what is booked for the calls under way."""

    __tablename__ = "provider_days"
    provider: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    calls: Mapped[int] = mapped_column(server_default="0")
    tokens_in: Mapped[int] = mapped_column(BigInteger, server_default="0")
    tokens_out: Mapped[int] = mapped_column(BigInteger, server_default="0")
    cost_usd: Mapped[Decimal] = mapped_column(Numeric(14, 6), server_default="0")
    booked_usd: Mapped[Decimal] = mapped_column(Numeric(14, 6), server_default="0")
