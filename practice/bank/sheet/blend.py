"""Two languages of one thing, read from two blocks, put together."""

from collections.abc import Sequence
from dataclasses import replace

from practice.bank.model import Extra, FollowUp, Lang, RubricPoint, Text, Texts
from practice.bank.sheet.entries import HIGHEST, Entry
from practice.bank.sheet.identity import distinct, entry_id

ByLang = Sequence[tuple[Lang, list[Entry]]]


def both(said: Sequence[tuple[Lang, str]]) -> Text:
    """Texts of the same language stand below each other."""
    found: dict[Lang, str] = {}
    for lang, text in said:
        found[lang] = f"{found[lang]}\n\n{text}" if lang in found else text
    return Text(ko=found.get("ko"), en=found.get("en"))


def hints(said: Sequence[tuple[Lang, tuple[str, ...]]]) -> Texts:
    found: dict[Lang, tuple[str, ...]] = {}
    for lang, texts in said:
        found[lang] = found.get(lang, ()) + texts
    return Texts(ko=found.get("ko", ()), en=found.get("en", ()))


def rubric(said: ByLang) -> tuple[RubricPoint, ...]:
    points: dict[str, RubricPoint] = {}
    for name, lang, entry in _named("p", said):
        point = points.get(name, RubricPoint(name, _weight(entry), Text()))
        # as the weight: of two languages the first that says it decides
        known = replace(point, text=_with(point.text, lang, entry.text), axes=point.axes or entry.axes)
        points[name] = replace(known, hints=_with_hints(known.hints, lang, entry.inner)) if entry.inner else known
    return tuple(points.values())


def followups(said: ByLang) -> tuple[FollowUp, ...]:
    found: dict[str, FollowUp] = {}
    for name, lang, entry in _named("f", said):
        followup = found.get(name, FollowUp(name, Text(), entry.aims_at))
        whole = "\n".join([entry.text, *(f"- {line}" for line in entry.inner)])
        known = replace(followup, text=_with(followup.text, lang, whole))
        quoted = "\n".join(entry.quoted)
        found[name] = replace(known, answer=_with(known.answer, lang, quoted)) if quoted.strip() else known
    return tuple(found.values())


def extras(said: Sequence[tuple[str, Lang, str]]) -> tuple[Extra, ...]:
    """Blocks of one label in two languages are one extra."""
    found: list[Extra] = []
    for label, lang, body in said:
        last = found[-1] if found else None
        if last and last.label == label and getattr(last.text, lang) is None:
            found[-1] = replace(last, text=_with(last.text, lang, body))
        else:
            found.append(Extra(label, _with(Text(), lang, body)))
    return tuple(found)


def _named(prefix: str, said: ByLang) -> list[tuple[str, Lang, Entry]]:
    """Entries with their ids. One of the second language without an id takes that of the entry in its place."""
    found: list[tuple[str, Lang, Entry]] = []
    places: dict[int, str] = {}
    taken: dict[Lang, dict[str, int]] = {"ko": {}, "en": {}}
    count: dict[Lang, int] = {"ko": 0, "en": 0}
    for lang, entries in said:
        for entry in entries:
            at, count[lang] = count[lang], count[lang] + 1
            name = distinct(entry.id or places.get(at) or entry_id(prefix, entry.text), taken[lang])
            places.setdefault(at, name)
            found.append((name, lang, entry))
    return found


def _weight(entry: Entry) -> int:
    return entry.weight if entry.weight and abs(entry.weight) <= HIGHEST else 1


def _with(text: Text, lang: Lang, said: str) -> Text:
    return replace(text, ko=said) if lang == "ko" else replace(text, en=said)


def _with_hints(known: Texts, lang: Lang, said: list[str]) -> Texts:
    return replace(known, ko=tuple(said)) if lang == "ko" else replace(known, en=tuple(said))
