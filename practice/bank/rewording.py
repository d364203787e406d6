"""Knows a question again whose wording was edited, when the sheet gives it no id: its attempts stay with it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from practice.bank.model import Bank, Question
from practice.bank.reading import Reading
from practice.bank.sheet.identity import question_words
from practice.bank.subject import of_one_thing, subject

# Share of common letter triples (Dice) from which two wordings are one question edited.
ALIKE = 0.5
ALIKE_ELSEWHERE = 0.6
RAREST, MOST_HOLDERS, CANDIDATES = 24, 200, 20


def keep_ids(old: Bank, new: Reading) -> Reading:
    """The reading with old ids for questions that were only reworded or moved. Explicit ids are never touched."""
    present = {question.id for question in new.bank.questions}
    gone = [question for question in old.questions if question.id not in present]
    before = {question.id for question in old.questions}
    unknown = [question for question in new.bank.questions if question.id in new.derived_ids and question.id not in before]
    names = _matched(gone, unknown)
    if not names:
        return new
    questions = tuple(replace(question, id=names.get(question.id, question.id)) for question in new.bank.questions)
    lines = {names.get(name, name): line for name, line in new.lines.items()}
    return replace(new, bank=replace(new.bank, questions=questions), lines=lines, derived_ids=new.derived_ids - set(names))


def _matched(gone: list[Question], unknown: list[Question]) -> dict[str, str]:
    """From new ids to old ones, the most alike first, each used once."""
    pairs = sorted(_alike(gone, unknown), key=lambda pair: (-pair[0], pair[1], pair[2]))
    names: dict[str, str] = {}
    used: set[str] = set()
    for _, old, new in pairs:
        if new not in names and old not in used:
            names[new] = old
            used.add(old)
    return names


def _alike(gone: list[Question], unknown: list[Question]) -> Iterable[tuple[float, str, str]]:
    triples = {question.id: _triples(question) for question in gone}
    holders: dict[str, list[Question]] = defaultdict(list)
    for question in gone:
        for triple in triples[question.id]:
            holders[triple].append(question)
    by_id = {question.id: question for question in gone}
    about = {question.id: subject(question_words(question)) for question in gone}
    for question in unknown:
        own, asked = _triples(question), subject(question_words(question))
        for name in _candidates(own, holders):
            likeness = 2 * len(own & triples[name]) / (len(own) + len(triples[name]))
            elsewhere = by_id[name].section != question.section
            if likeness >= (ALIKE_ELSEWHERE if elsewhere else ALIKE) and of_one_thing(asked, about[name]):
                yield likeness - elsewhere * 0.01, name, question.id


def _candidates(own: set[str], holders: dict[str, list[Question]]) -> list[str]:
    """Those that share the rarest triples: common ones are in every question of a bank and say nothing."""
    rarest = sorted((triple for triple in own if triple in holders), key=lambda triple: (len(holders[triple]), triple))
    telling = [triple for triple in rarest if len(holders[triple]) <= MOST_HOLDERS] or rarest[:1]
    shared = Counter(holder.id for triple in telling[:RAREST] for holder in holders[triple])
    return [name for name, _ in shared.most_common(CANDIDATES)]


def _triples(question: Question) -> set[str]:
    words = f"  {question_words(question)} "
    return {words[at : at + 3] for at in range(len(words) - 2)}
