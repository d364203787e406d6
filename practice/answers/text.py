"""What may be an answer's text, and which language it is in."""

import re
import unicodedata

from practice.bank.model import Lang
from practice.errors import InvalidInput
from practice.scoring.sentences import blocks

# letters and a sign by their category, and nothing on the page: with the Hangul fillers people send names that look empty
FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
HALF_A_PAIR = re.compile("[\ud800-\udfff]")


class TextBlank(InvalidInput):
    code, title = "text_blank", "The answer is empty"


class TextTooLong(InvalidInput):
    code, title = "text_too_long", "The answer is too long"


class TextNotStorable(InvalidInput):
    code, title = "text_not_storable", "The answer holds characters that cannot be stored"


def checked_text(text: str, max_chars: int) -> str:
    """The text in NFC with LF line ends, as it is stored and judged. Raises TextBlank, TextTooLong, TextNotStorable."""
    if "\x00" in text:
        raise TextNotStorable("The answer holds a NUL character. Remove it and send the answer again.")
    # JSON can spell half of a surrogate pair; UTF-8 cannot, and neither can PostgreSQL
    if HALF_A_PAIR.search(text):
        raise TextNotStorable("The answer holds half of a surrogate pair. Send whole characters, in UTF-8.")
    # The same sentence in decomposed Hangul has another vector, and quotes would not be found in it
    clean = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not any(map(_shows, clean)):
        raise TextBlank("Write something first; even one sentence can be judged.")
    if len(clean) > max_chars:
        raise TextTooLong(f"The answer has {len(clean)} characters; at most {max_chars} are taken. Shorten it.", limit=max_chars)
    return clean


def _shows(char: str) -> bool:
    return char not in FILLERS and unicodedata.category(char)[0] not in "CZ"


def language_of(text: str) -> Lang:
    """Korean as soon as a tenth of the letters is Hangul: technical Korean is full of English words.

    Code is in no language, so it counts only where nothing else is said.
    """
    said = "".join(text[start:end] for start, end, is_code in blocks(text) if not is_code)
    letters = [char for char in said if char.isalpha()] or [char for char in text if char.isalpha()]
    hangul = sum("가" <= char <= "힣" or "ㄱ" <= char <= "ㅣ" for char in letters)
    return "ko" if letters and hangul * 10 >= len(letters) else "en"
