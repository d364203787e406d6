"""The workspace as a whole: counted, exported, deleted."""

from contextlib import suppress
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from redis.exceptions import RedisError
from sqlalchemy import Connection

from api.accounts.archive import archive
from api.accounts.cookies import clear_session
from api.accounts.shapes import WorkspaceOut
from api.deps import Caller, Shared
from practice.clock import now
from practice.errors import InvalidInput
from practice.events.channel import channel_of, closing
from practice.identity.workspace import contents, delete_workspace

router = APIRouter(prefix="/api/workspace", tags=["workspace"])

ZIP = "application/zip"
ZIPPED: dict[int | str, dict[str, Any]] = {200: {"content": {ZIP: {"schema": {"type": "string", "format": "binary"}}}}}


class ConfirmationMissing(InvalidInput):
    code, title = "confirmation_missing", "The deletion is not confirmed"


@router.get("")
async def show(shared: Shared, caller: Caller) -> WorkspaceOut:
    """What an export would hold and a deletion would take."""
    return WorkspaceOut.model_validate(await shared.database.read(caller, contents))


@router.get("/export", response_class=Response, responses=ZIPPED)
async def export(shared: Shared, caller: Caller) -> StreamingResponse:
    """Everything of one's own as a ZIP file of JSON lines and question sheets."""
    user_id = await shared.database.read(caller, lambda _, user_id: user_id)
    disposition = f'attachment; filename="backtalk-{now():%Y-%m-%d}.zip"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return StreamingResponse(archive(shared.database, user_id), media_type=ZIP, headers=headers)


@router.delete("", status_code=204)
async def delete(request: Request, response: Response, shared: Shared, caller: Caller, confirm: str = "") -> None:
    """Deletes everything of one's own for good; ``confirm`` is the workspace's ``user_id`` from ``GET /api/me``."""

    def work(conn: Connection, user_id: Any) -> Any:
        if confirm != str(user_id):
            raise ConfirmationMissing("Give confirm=<user_id of GET /api/me>; nothing can be brought back after this.")
        delete_workspace(conn, user_id)
        return user_id

    user_id = await shared.database.write(caller, work)
    shared.hub.close_person(user_id)
    with suppress(RedisError, OSError):
        # other gateways hear of it at once; one that does not will notice when it asks after its sessions
        await shared.redis.publish(channel_of(user_id), closing())
    clear_session(response, request, shared.settings)
