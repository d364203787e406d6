"""An event that means nothing, for tests of the log itself."""

from practice.clock import new_id
from practice.events.kinds import NewEvent
from tests.conftest import Person


def note(person: Person, words: str = "") -> NewEvent:
    return NewEvent(person.user_id, "test.noted", new_id(), {"note": words})
