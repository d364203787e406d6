"""Whose token it is, in one round trip, for doors that do nothing else in that transaction."""

from uuid import UUID

from practice.db.statements import Statements
from practice.db.unit_of_work import OPEN_A_SESSION
from practice.errors import Unauthenticated

AUTHENTICATE = "select authenticate(%(hash)s)"


async def authenticated(statements: Statements, token_hash: bytes) -> UUID:
    """The owner of the token. Raises Unauthenticated."""
    ((user_id,),) = await statements.rows(AUTHENTICATE, {"hash": token_hash})
    if user_id is None:
        raise Unauthenticated(OPEN_A_SESSION)
    found: UUID = user_id
    return found
