"""Typed values out of a tree of fields; every complaint names the field and the line."""

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import NoReturn, TypeVar

from practice.bank.errors import BankFileInvalid
from practice.bank.model import Lang, Text, Texts
from practice.bank.nodes import Fields, Items, Node, Scalar

T = TypeVar("T")
ID = re.compile(r"[^\W_][\w.-]{0,99}")
INTEGER = re.compile(r"[+-]?\d{1,6}")
# PostgreSQL stores no NUL, and half a surrogate pair is no text anywhere.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def refuse(node: Node, path: str, rule: str, reason: str, **said: str | int) -> NoReturn:
    raise BankFileInvalid(reason, line=node.line, path=path, rule=rule, **said)


def fields(node: Node, path: str, known: tuple[str, ...], needed: tuple[str, ...] = ()) -> dict[str, Node]:
    """The fields of a mapping, nulls left out. A field that is not known is refused, with the one that was meant."""
    if not isinstance(node, Fields):
        expected = ", ".join(known)
        refuse(node, path, "not_fields", f"must be fields ({expected}), not a {_kind(node)}", known=expected)
    for name, value in node.named.items():
        if name not in known:
            _refuse_unknown(name, value, f"{path}.{name}" if path else name, known)
    present = {name: value for name, value in node.named.items() if not (isinstance(value, Scalar) and value.is_null)}
    for name in needed:
        if name not in present:
            refuse(node, path, "field_missing", f"`{name}` is missing; add it", name=name)
    return present


def _refuse_unknown(name: str, value: Node, path: str, known: tuple[str, ...]) -> NoReturn:
    close = get_close_matches(name, known, n=1)
    if close:
        refuse(value, path, "unknown_field_like", f"unknown field; did you mean `{close[0]}`?", meant=close[0])
    expected = ", ".join(known)
    refuse(value, path, "unknown_field", f"unknown field; take it out; known are {expected}", known=expected)


def string(node: Node, path: str) -> str:
    if not isinstance(node, Scalar):
        refuse(node, path, "not_text", f"must be a text, not a {_kind(node)}")
    if UNSTORABLE.search(node.text):
        refuse(node, path, "unstorable", "holds a character that cannot be stored (NUL or half a surrogate pair); take it out")
    return node.text


def identifier(node: Node, path: str) -> str:
    value = string(node, path)
    if not ID.fullmatch(value):
        must = "must be an id: letters, digits, `-`, `_` and `.`, up to 100, beginning with a letter or a digit"
        refuse(node, path, "not_an_id", must)
    return value


def one_of(node: Node, path: str, known: tuple[str, ...]) -> str:
    value = string(node, path)
    if value not in known:
        expected = ", ".join(known)
        refuse(node, path, "not_one_of", f"must be one of {expected}", known=expected)
    return value


def integer(node: Node, path: str, lowest: int, highest: int) -> int:
    value = string(node, path)
    if not INTEGER.fullmatch(value) or not lowest <= int(value) <= highest:
        must = f"must be a whole number from {lowest} to {highest}"
        refuse(node, path, "not_a_number", must, lowest=lowest, highest=highest)
    return int(value)


def items(node: Node, path: str, read: Callable[[Node, str], T]) -> tuple[T, ...]:
    if not isinstance(node, Items):
        refuse(node, path, "not_a_list", f"must be a list, not a {_kind(node)}")
    return tuple(read(item, f"{path}[{index}]") for index, item in enumerate(node.nodes))


def text(node: Node, path: str, lang: Lang) -> Text:
    """``{ko: ..., en: ...}``, or one text in the bank's own language."""
    if isinstance(node, Scalar):
        return Text(**{lang: string(node, path)})
    both = fields(node, path, ("ko", "en"))
    return Text(**{name: string(value, f"{path}.{name}") for name, value in both.items()})


def texts(node: Node, path: str, lang: Lang) -> Texts:
    """``{ko: [...], en: [...]}``, or one list in the bank's own language."""
    if isinstance(node, Items):
        return Texts(**{lang: items(node, path, string)})
    both = fields(node, path, ("ko", "en"))
    return Texts(**{name: items(value, f"{path}.{name}", string) for name, value in both.items()})


def _kind(node: Node) -> str:
    return {Scalar: "text", Items: "list", Fields: "mapping"}[type(node)]
