"""A bank that is exported is saved under its own name."""

from urllib.parse import unquote

import pytest

from practice.bank.model import Bank, Question, Section, Text
from practice.bank.store import store_bank
from practice.db.unit_of_work import WorkerDatabase
from tests.api.conftest import Gateway
from tests.conftest import Person

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("slug", "saved"),
    [
        ("backend", 'attachment; filename="backend.md"'),
        ("면접-준비", "attachment; filename=\"bank.md\"; filename*=UTF-8''면접-준비.md"),
    ],
)
async def test_it_is_saved_under_its_own_name(
    gateway: Gateway, person: Person, system: WorkerDatabase, slug: str, saved: str
) -> None:
    bank = Bank(slug, Text("나의 것"), sections=(Section("s", Text("s")),), questions=(Question("a", "s", Text("왜?")),))
    system.run(lambda conn: store_bank(conn, bank, person.user_id))
    reply = await gateway.client.get(f"/api/banks/{slug}/export", headers=person.headers)
    assert (reply.status_code, unquote(reply.headers["Content-Disposition"])) == (200, saved)
