"""A vector as a parameter in PostgreSQL's binary format: written in digits it costs more than the rest of a search's words."""

import struct
from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
import psycopg
from numpy.typing import ArrayLike
from pgvector.sqlalchemy import HALFVEC, VECTOR
from psycopg.adapt import Dumper
from psycopg.pq import Format
from sqlalchemy import Dialect


class BinaryVector:
    """What goes over the wire: the number of dimensions, two bytes unused, and the values as float32, all big-endian."""

    __slots__ = ("sent",)
    precision: ClassVar[str] = ">f4"

    def __init__(self, values: ArrayLike) -> None:
        array = np.asarray(values, dtype=self.precision)
        self.sent = struct.pack(">HH", len(array), 0) + array.tobytes()


class BinaryHalves(BinaryVector):
    """The same as float16."""

    __slots__ = ()
    precision = ">f2"


class _Dumper(Dumper):
    format = Format.BINARY

    def dump(self, obj: BinaryVector) -> bytes:
        return obj.sent


class SentVector(VECTOR):
    """The type of such a parameter, for ``bindparam``."""

    cache_ok = True

    def bind_processor(self, _dialect: Dialect) -> Callable[[Any], BinaryVector]:
        return BinaryVector


class SentHalves(HALFVEC):
    """The type of a parameter in half precision: cast by the database it would be cast anew for each row."""

    cache_ok = True

    def bind_processor(self, _dialect: Dialect) -> Callable[[Any], BinaryHalves]:
        return BinaryHalves


# of psycopg as a whole: each engine takes its adapters over when it is made
psycopg.adapters.register_dumper(BinaryVector, _Dumper)
psycopg.adapters.register_dumper(BinaryHalves, _Dumper)
