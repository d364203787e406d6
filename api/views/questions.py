"""Banks and questions, for everybody; one's own banks for their owner."""

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection

from api.deps import COOKIE, Shared, token_hash_of
from api.views.bank_shapes import (
    BankDetail,
    BankList,
    BankOut,
    FollowUpOut,
    QuestionDetail,
    QuestionList,
    QuestionOut,
    SectionOut,
)
from api.views.cursors import decode_place, encode
from api.views.shape import TextOut
from practice.bank import browse
from practice.bank.deletion import answers_to
from practice.bank.model import FollowUp, Lang
from practice.errors import Unauthenticated

router = APIRouter(prefix="/api", tags=["questions"])
T = TypeVar("T")


async def read_as(request: Request, shared: Shared, work: Callable[[Connection], T]) -> T:
    """As the caller when there is one, so that their own banks are seen; else as nobody."""
    authorization = request.headers.get("authorization")
    if authorization is None and COOKIE not in request.cookies:
        return await shared.database.open(work)
    try:
        return await shared.database.read(token_hash_of(request, authorization), lambda conn, _: work(conn))
    except Unauthenticated:
        return await shared.database.open(work)


def _bank(bank: browse.ListedBank) -> BankOut:
    sections = [
        SectionOut(id=section.id, title=TextOut.model_validate(section.title), questions=n) for section, n in bank.sections
    ]
    title = TextOut.model_validate(bank.title)
    return BankOut(slug=bank.slug, title=title, license=bank.license, own=bank.own, questions=bank.questions, sections=sections)


def _followup(one: FollowUp) -> FollowUpOut:
    answer = TextOut.model_validate(one.answer) if one.answer else None
    return FollowUpOut(id=one.id, aims_at=one.aims_at, text=TextOut.model_validate(one.text), answer=answer)


def shape(listed: browse.ListedQuestion) -> dict[str, object]:
    """A question as its schemas take it."""
    question = listed.question
    names = QuestionDetail.model_fields.keys() - {"id", "bank", "section_title", "answer_max_chars"}
    shaped = {name: getattr(question, name) for name in names}
    # an absent text is null, not an object of nulls
    shaped |= {name: shaped[name] or None for name in ("one_minute", "answer")}
    shaped["followups"] = [_followup(one) for one in question.followups]
    return {**shaped, "id": listed.id, "bank": listed.bank, "section_title": listed.section_title}


@router.get("/banks")
async def list_banks(request: Request, shared: Shared) -> BankList:
    """The bank that ships, and one's own."""
    found = await read_as(request, shared, browse.banks)
    return BankList(items=[_bank(bank) for bank in found])


@router.get("/banks/{slug}")
async def get_bank(slug: str, request: Request, shared: Shared) -> BankDetail:
    """One bank, with the number of answers that would go with it; one's own stands before the one that ships."""

    def work(conn: Connection) -> BankDetail:
        bank = browse.bank(conn, slug)
        return BankDetail(**dict(_bank(bank)), answers=len(answers_to(conn, bank.id)))

    return await read_as(request, shared, work)


@router.get("/questions")
async def list_questions(
    request: Request,
    shared: Shared,
    bank: str | None = None,
    section: str | None = None,
    axis: str | None = None,
    difficulty: Annotated[int | None, Query(ge=1, le=5)] = None,
    tag: str | None = None,
    q: Annotated[str | None, Query(max_length=200)] = None,
    lang: Annotated[  # noqa: ARG001  # kept for callers of the contract
        Lang | None, Query(description="Changes nothing today: each text comes in both languages, and `q` looks through both.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    cursor: str | None = None,
) -> QuestionList:
    """A page of questions in reading order; every word of ``q`` occurs in the question, in either language."""
    words = tuple((q or "").split())
    filters = browse.Filters(bank, section, axis, difficulty, tag, words)
    after = decode_place(cursor)
    found, last = await read_as(request, shared, lambda conn: browse.questions(conn, filters, after, limit))
    items = [QuestionOut.model_validate(shape(item)) for item in found]
    return QuestionList(items=items, next_cursor=encode(*last) if last else None)


@router.get("/questions/{question_id}")
async def get_question(question_id: str, request: Request, shared: Shared) -> QuestionDetail:
    """One question with model answer, rubric and follow-ups; the page shows those after the first attempt."""
    found = await read_as(request, shared, lambda conn: browse.question(conn, question_id))
    return QuestionDetail.model_validate({**shape(found), "answer_max_chars": shared.settings.answer_max_chars})
