"""A page comes back so late that the events after its cursor are no longer kept."""

from sqlalchemy import text

from tests.faults.page import Guest, Page
from tests.faults.stage import Stage
from tests.faults.waiting import until

AGE = text("update events set created_at = created_at - interval '60 days' where user_id = :user")
LEFT = "select count(*) as n from events where user_id = :user"


def test_it_is_told_to_read_its_views_again_and_goes_on_from_there(stage: Stage, guest: Guest) -> None:
    answer = guest.submit()
    guest.page.until_told(answer, "answer.scored")
    guest.page.until_told(answer, "answer.embedded")
    head = guest.page.cursor
    until(lambda: not stage.rows(LEFT + " and published_at is null", user=guest.user_id)[0].n, "the marks")
    stage.database.run(lambda conn: conn.execute(AGE, {"user": guest.user_id}))
    # a relay prunes when it begins to lead
    stage.kill("relay")
    stage.start("relay")
    until(lambda: not stage.rows(LEFT, user=guest.user_id)[0].n, "the old events to go")
    late = Page(stage, guest.token)
    late.cursor = 1
    late.start()
    late.until(lambda page: page.frames, "a word from the server")
    assert (late.frames[0].event, late.frames[0].data["head"], late.frames[0].data["after"]) == ("reset", head, 1)
    # what the person sees: nothing is missing, since the views say it all
    assert guest.view(answer)["score"]["overall"] >= 0
    another = guest.submit()
    late.until_told(another, "answer.scored")
    late.until_told(another, "answer.embedded")
    assert [frame.id for frame in late.frames if frame.id] == list(range(head, late.cursor + 1))
    late.close()
