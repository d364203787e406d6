"""Search over the banks: the questions that a text may be about, and model answers that say it well."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.deps import Shared
from api.views.questions import read_as
from api.views.search import query_vector
from api.views.search_shapes import NearList, NearOut, Words
from api.views.shape import Lang
from practice.bank.model import Lang as BankLang
from practice.embedding.active import serving
from practice.search.bank import Part, near_by_meaning, near_by_words

router = APIRouter(prefix="/api/questions", tags=["questions"])


@router.get("/near")
async def near(
    request: Request,
    shared: Shared,
    q: Words,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
    part: Part | None = None,
    lang: Lang | None = None,
) -> NearList:
    """Questions and model answers nearest to ``q`` in meaning, in either language; each question once for each part."""
    default = shared.settings.embedding_model
    model = await read_as(request, shared, lambda conn: serving(conn, default))
    vector = await query_vector(shared, model, q)
    spoken: BankLang | None = lang
    if vector is None:
        found = await read_as(request, shared, lambda conn: near_by_words(conn, model.spec, q, limit, part, spoken))
    else:
        found = await read_as(request, shared, lambda conn: near_by_meaning(conn, model.spec, vector, limit, part, spoken))
    items = [NearOut.model_validate(item) for item in found]
    return NearList(items=items, model=None if vector is None else model.name, mode="words" if vector is None else "meaning")
