"""The doctor's findings: fine ones say what is there, problems say what to do."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import psycopg
import pytest
import redis

from practice.clock import now
from practice.presence.beats import encode, introduce, key_of
from practice.settings import Settings
from stack.doctor import installation, machine, services
from stack.doctor.connections import connections, processes
from stack.doctor.finding import Finding
from stack.embedded import ServerFailed
from stack.given import Given
from stack.lock import FolderLock
from stack.postgres import EmbeddedPostgres
from stack.roster import ROOT
from stack.valkey import EmbeddedValkey


class PlainValkey(EmbeddedValkey):
    """A server that evicts, as many a default one does."""

    def _config(self) -> str:
        return super()._config().replace("noeviction", "allkeys-lru")


def settings(folder: Path, port: int = 0) -> Settings:
    return Settings(data_dir=folder, port=port, site_dir=folder / "site")


def test_what_came_with_the_wheels_is_fine() -> None:
    findings = [installation.python(), installation.packages(), installation.postgres_program(), installation.valkey_program()]
    assert [str(finding) for finding in findings if not finding.fine] == []


def test_a_misspelt_setting_is_a_problem_that_names_the_right_one() -> None:
    read = {"BACKTALK_PORT": "1", "BACKTALK_RATE_SESSION_ANSWERS": "2", "BACKTALK_TOKEN": "x", "BACK": "", "PATH": "/bin"}
    assert installation.variables(read).fine
    finding = installation.variables({**read, "BACKTALK_PROVIDER_MODLE": "m", "BACKTALK_XYZZY": "1"})
    assert finding.said.split("; ") == [
        "BACKTALK_PROVIDER_MODLE is no setting and changes nothing (did you mean BACKTALK_PROVIDER_MODEL?)",
        "BACKTALK_XYZZY is no setting and changes nothing",
    ]
    assert not finding.fine


def test_the_model_is_read_and_checked(tmp_path: Path) -> None:
    assert installation.model(settings(tmp_path)).fine
    unknown = installation.model(Settings(data_dir=tmp_path, embedding_model="no-such-model"))
    assert not unknown.fine
    assert "BACKTALK_EMBEDDING_MODEL" in str(unknown)


def test_a_page_that_was_never_built_is_a_problem(tmp_path: Path) -> None:
    assert "make run" in str(installation.page(settings(tmp_path)))
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "ko.html").write_text("<!doctype html>")
    assert installation.page(settings(tmp_path)).fine


def test_a_data_folder_in_the_way_of_a_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    finding = machine.data_folder(settings(tmp_path / "file" / "data"))
    assert not finding.fine
    assert "BACKTALK_DATA_DIR" in str(finding)


def test_a_folder_in_use_is_no_problem(folder: Path) -> None:
    with FolderLock(folder):
        finding = machine.data_folder(settings(folder))
    assert finding.fine
    assert "in use by a run" in str(finding)


def test_a_taken_port_is_a_problem_and_a_free_one_is_not(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        other.close()
        assert machine.port(settings(tmp_path, port)).fine
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as other:
        serving = threading.Thread(target=other.serve_forever)
        serving.start()
        finding = machine.port(settings(tmp_path, other.server_port))
        other.shutdown()
        serving.join()
    assert not finding.fine
    assert "BACKTALK_PORT" in str(finding)


def test_a_given_database_is_judged(folder: Path) -> None:
    assert services.database(None).fine
    with EmbeddedPostgres(folder) as pg:
        assert services.database(pg.url).fine
        with psycopg.connect(pg.url) as connection:
            connection.execute("create role guest login password 'guest'")
        finding = services.database(f"postgres://guest:guest@127.0.0.1:{pg.port}/backtalk")
        assert "CREATEROLE" in str(finding)
        url = pg.url
    assert "DATABASE_URL" in str(services.database(url))
    assert not services.database("nonsense").fine


def test_a_given_redis_is_judged(folder: Path) -> None:
    assert services.broker(None).fine
    with EmbeddedValkey(folder / "good") as valkey:
        assert services.broker(valkey.url).fine
        assert not services.broker(f"redis://127.0.0.1:{valkey.port}/0").fine
        url = valkey.url
    assert "REDIS_URL" in str(services.broker(url))
    with PlainValkey(folder / "evicting") as valkey:
        assert "maxmemory-policy noeviction" in str(services.broker(valkey.url))


def test_a_database_with_room_for_all_connections_is_fine_and_another_is_not(folder: Path) -> None:
    own = settings(folder)
    embedded = connections(own, Given(None, None))
    assert embedded
    assert (embedded.fine, embedded.said) == (True, "the processes may open 61, the database has room for 297")
    few = connections(own.model_copy(update={"postgres_max_connections": 60}), Given(None, None))
    assert "BACKTALK_POSTGRES_MAX_CONNECTIONS" in str(few)
    pg = EmbeddedPostgres(folder / "pg")
    pg.max_connections = 60
    with pg:
        short = connections(own, Given(pg.url, None))
        smaller = connections(own.model_copy(update={"database_pool": 5}), Given(pg.url, None))
    assert "the processes may open 61, the database has room for 57" in str(short)
    assert "POSTGRES_MAX_CONNECTIONS in `.env`" in str(short)
    assert smaller
    assert smaller.fine
    # what cannot be asked is another check's word
    assert connections(own, Given(pg.url, None)) is None


def test_connections_are_counted_for_the_processes_that_are_there(folder: Path) -> None:
    with EmbeddedValkey(folder) as valkey, redis.Redis.from_url(valkey.url) as client:
        for number in range(4):
            presence = introduce("api")
            client.set(f"{key_of(presence)}{number}", encode(presence, now(), {}))
        assert processes(settings(folder), valkey.url)["api"] == 4
        found = connections(settings(folder), Given(None, valkey.url))
    assert "the processes may open 121," in str(found)
    assert processes(settings(folder), "nonsense")["api"] == 1


def test_the_command_ends_with_1_and_says_what_to_do(folder: Path) -> None:
    env = {
        **os.environ,
        "BACKTALK_DATA_DIR": str(folder),
        "BACKTALK_SITE_DIR": str(folder),
        "BACKTALK_PORT": "0",
        "REDIS_URL": "nonsense",
    }
    done = subprocess.run(
        [sys.executable, "-m", "stack", "doctor"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "problem  REDIS_URL" in done.stdout
    assert "what to do: " in done.stdout
    assert "problem(s) found" in done.stdout


def test_in_the_image_of_the_host_s_commands_it_finds_what_it_needs(tmp_path: Path) -> None:
    base = (ROOT / "Dockerfile").read_text().partition(" AS base\n")[2].partition("\nFROM ")[0]
    for name in re.findall(r"^COPY (?:--from=packages /tmp/)?(\S+) \./\S*$", base, re.MULTILINE):
        place = tmp_path / "app" / name
        place.parent.mkdir(exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, place)
    given = {
        "DATABASE_URL": "nonsense",
        "REDIS_URL": "nonsense",
        "BACKTALK_PORT": "0",
        "BACKTALK_DATA_DIR": str(tmp_path / "data"),
    }
    command = [sys.executable, "-m", "stack", "doctor"]
    done = subprocess.run(command, cwd=tmp_path / "app", env={**os.environ, **given}, capture_output=True, text=True, check=False)
    assert [line.split()[1] for line in done.stdout.splitlines() if line.startswith("problem ")] == [
        "DATABASE_URL:",
        "REDIS_URL:",
    ]


def test_a_finding_reads_as_words() -> None:
    assert str(Finding("Disk", "5.0 GB free")) == "ok       Disk: 5.0 GB free"
    assert "what to do: free some" in str(Finding("Disk", "full", "free some"))


def test_a_server_that_cannot_start_says_its_last_words(folder: Path) -> None:
    class Broken(EmbeddedValkey):
        def _config(self) -> str:
            return "no-such-setting yes\n"

    with pytest.raises(ServerFailed, match="no-such-setting"):
        Broken(folder).start()
