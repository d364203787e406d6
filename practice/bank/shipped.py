"""The bank that ships: nine files, one for each section, read into one bank."""

from dataclasses import replace
from functools import cache
from importlib.resources import files

from practice.bank.errors import BankFileInvalid
from practice.bank.model import Bank
from practice.bank.yaml_twin import read_yaml

ORDER = (
    "core-competency",
    "rag-service",
    "kubernetes-devops",
    "performance",
    "event-streaming",
    "ai-models",
    "collaboration",
    "backend-cs",
    "character",
)


def sources() -> dict[str, str]:
    """The text of each shipped file by its section, in reading order."""
    folder = files("practice.bank") / "shipped"
    found = {item.name.removesuffix(".yaml"): item for item in folder.iterdir() if item.name.endswith(".yaml")}
    names = sorted(found, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))
    return {name: found[name].read_text(encoding="utf-8") for name in names}


@cache
def load() -> Bank:
    """The shipped bank. Raises BankFileInvalid, with the file's name, if a file does not fit."""
    banks = [_read(name, text) for name, text in sources().items()]
    if not banks:
        raise BankFileInvalid("no shipped file was found; the package is not whole", line=1)
    return replace(
        banks[0],
        sections=tuple(section for bank in banks for section in bank.sections),
        questions=tuple(question for bank in banks for question in bank.questions),
    )


def _read(name: str, text: str) -> Bank:
    try:
        return read_yaml(text).bank
    except BankFileInvalid as error:
        reason, line, path = (error.extra[key] for key in ("reason", "line", "path"))
        raise BankFileInvalid(f"{name}.yaml: {reason}", line=int(str(line)), path=str(path)) from None
