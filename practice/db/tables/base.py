"""What every table shares."""

from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TIMESTAMP
from sqlalchemy.orm import DeclarativeBase

NOW = text("clock_timestamp()")
EMPTY_ARRAY = text("'{}'")


class Base(DeclarativeBase):
    """Text, times with zone and JSON are the same everywhere."""

    type_annotation_map = {
        str: Text,
        datetime: TIMESTAMP(timezone=True),
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
        list[str]: ARRAY(Text),
        bytes: LargeBinary,
    }
