"""The revision that the gateway asks for is the one that the migrations lead to."""

from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from practice.db import migrate
from practice.db.revision import newest


def test_the_newest_file_is_the_head_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations").replace("%", "%%"))
    assert ScriptDirectory.from_config(config).get_heads() == [newest()]
