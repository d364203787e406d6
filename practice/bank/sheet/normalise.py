"""Bytes of any origin to lines of text: UTF-8, line feeds, composed Hangul, nothing that cannot be stored."""

import re
import unicodedata

from practice.bank.reading import Limits, Warning
from practice.bank.sheet.errors import SheetTooLarge

# Only Hangul is composed: NFC of the whole text would also replace signs that an author chose (the Angstrom sign, CJK variants).
JAMO = re.compile("[\uac00-\ud7a3]?[\u1100-\u11ff]+")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def normalise(source: str | bytes, limits: Limits) -> tuple[str, list[Warning]]:
    """The text to read, and what had to be changed to get it. Raises SheetTooLarge."""
    size = len(source) if isinstance(source, bytes) else len(source.encode(errors="surrogatepass"))
    if size > limits.size:
        raise SheetTooLarge(f"the sheet has {size} bytes; {limits.size} are allowed. Split it into several banks.")
    text, warnings = _decoded(source) if isinstance(source, bytes) else (source, [])
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = JAMO.sub(lambda found: unicodedata.normalize("NFC", found.group()), text)
    for found in UNSTORABLE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        warnings.append(
            Warning(line, "a character that cannot be stored was replaced by \N{REPLACEMENT CHARACTER}", "unstorable")
        )
        break
    return UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text), warnings


def _decoded(raw: bytes) -> tuple[str, list[Warning]]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace"), []
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    try:
        # Sheets saved by an old Korean editor.
        return raw.decode("cp949"), [Warning(line, "not UTF-8; read as CP949. Save the file as UTF-8.", "encoding")]
    except UnicodeDecodeError:
        text = raw.decode("utf-8", errors="replace")
        return text, [Warning(line, "not UTF-8; what could not be read was replaced by \N{REPLACEMENT CHARACTER}", "encoding")]
