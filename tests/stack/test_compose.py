"""What docker-compose.yml hands to the processes, read by the real Compose and understood by the real settings."""

import importlib.util
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from api.guard.hosts import host_check
from practice.exposure import NotMeantForOthers, check_exposure
from practice.presence.beats import KINDS
from practice.settings import Settings
from stack.access import access
from stack.doctor.connections import RESERVED, most_of
from stack.given import given
from stack.misspelt import misspelt

ROOT = Path(__file__).parents[2]
PASSWORDS = {f"BACKTALK_{name}_PASSWORD": "x" for name in ("OWNER", "APP", "SYSTEM", "REDIS")}
SIGN_IN = {"BACKTALK_OIDC_ISSUER": "https://id.example", "BACKTALK_OIDC_CLIENT_ID": "backtalk"}
EVERYWHERE = {"BACKTALK_BIND": "0.0.0.0"}


def understood(folder: Path, **said: str) -> dict[str, Any]:
    """All that Compose makes of the file, with a ``.env`` that says this."""
    spec = importlib.util.find_spec("compose")
    assert spec is not None
    assert spec.submodule_search_locations
    program = Path(spec.submodule_search_locations[0]) / "docker-compose"
    (folder / ".env").write_text("".join(f"{name}={value}\n" for name, value in {**PASSWORDS, **said}.items()))
    (folder / "docker-compose.yml").write_text((ROOT / "docker-compose.yml").read_text())
    command = [str(program), "--profile", "*", "config", "--format", "json"]
    bare = {
        name: value for name, value in os.environ.items() if not name.startswith(("BACKTALK_", "PIP_", "COMPOSE_", "POSTGRES_"))
    }
    done = subprocess.run(command, cwd=folder, env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def services(folder: Path, **said: str) -> dict[str, Any]:
    """The services as Compose would start them."""
    found: dict[str, Any] = understood(folder, **said)["services"]
    return found


@pytest.fixture
def settings_of_api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    def read(said: dict[str, str]) -> Settings:
        image = {"BACKTALK_HOST": "0.0.0.0", "BACKTALK_PORT": "8000"}
        for name, value in {**image, **services(tmp_path, **said)["api"]["environment"]}.items():
            if value is None:
                monkeypatch.delenv(name, raising=False)
            else:
                monkeypatch.setenv(name, value)
        return Settings()

    return read


@pytest.mark.parametrize(
    ("said", "guests"),
    [
        ({}, True),
        ({"BACKTALK_ALLOW_GUESTS": ""}, True),
        ({"BACKTALK_ALLOW_GUESTS": "false"}, False),
        (SIGN_IN, False),
        (SIGN_IN | EVERYWHERE, False),
        (SIGN_IN | EVERYWHERE | {"BACKTALK_ALLOW_GUESTS": ""}, False),
        (SIGN_IN | EVERYWHERE | {"BACKTALK_ALLOW_GUESTS": "true"}, True),
        (EVERYWHERE | {"BACKTALK_ALLOW_GUESTS": "true"}, True),
    ],
)
def test_guests_are_welcome_unless_people_sign_in(settings_of_api: Any, said: dict[str, str], guests: bool) -> None:
    settings = settings_of_api(said)
    check_exposure(settings)
    assert settings.guests_welcome is guests


def test_a_port_for_others_needs_a_word_of_the_host(settings_of_api: Any) -> None:
    with pytest.raises(NotMeantForOthers, match=r"BACKTALK_BIND=0\.0\.0\.0"):
        check_exposure(settings_of_api(EVERYWHERE))


def test_a_range_of_ports_has_room_for_several_gateways(tmp_path: Path) -> None:
    (port,) = services(tmp_path, BACKTALK_PORT="8000-8003")["api"]["ports"]
    assert (port["host_ip"], port["published"], port["target"]) == ("127.0.0.1", "8000-8003", 8000)


def test_the_host_s_commands_reach_the_database_with_every_role(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tools = services(tmp_path, BACKTALK_APP_PASSWORD="a", BACKTALK_SYSTEM_PASSWORD="s")["backtalk"]
    for name, value in tools["environment"].items():
        monkeypatch.setenv(name, value)
    url = given(os.environ).database_url
    assert url == "postgresql://backtalk_owner:x@postgres:5432/backtalk"
    allowed = access(url, tmp_path / "none")
    assert allowed.system_url == "postgresql://backtalk_system:s@postgres:5432/backtalk"
    assert allowed.app_password == "a"
    assert not (tmp_path / "none").exists()
    # a migration would fill the database that a backup is restored into
    assert set(tools["depends_on"]) == {"postgres"}
    assert {volume["target"] for volume in tools["volumes"]} == {"/data", "/backups"}


def test_every_image_of_ours_is_built_with_the_wheels_that_pip_is_shown(tmp_path: Path) -> None:
    args = [
        each["build"]["args"] for each in services(tmp_path, PIP_FIND_LINKS="https://wheels.example").values() if "build" in each
    ]
    assert args == [{"PIP_FIND_LINKS": "https://wheels.example"}] * 7


def test_redis_keeps_nothing_on_a_disk(tmp_path: Path) -> None:
    redis = services(tmp_path)["redis"]
    assert '--appendonly no --save "" ' in redis["command"][-1]
    # without one of ours the image makes a volume of its own, which would be read at each start
    assert redis["tmpfs"] == ["/data"]
    assert "volumes" not in redis


def test_postgres_takes_more_connections_than_its_default_and_as_many_as_the_host_says(tmp_path: Path) -> None:
    assert "max_connections=300" in services(tmp_path)["postgres"]["command"]
    assert "max_connections=500" in services(tmp_path, POSTGRES_MAX_CONNECTIONS="500")["postgres"]["command"]


def test_the_readme_s_example_of_many_processes_fits_the_connections(tmp_path: Path) -> None:
    found = services(tmp_path)
    replicas = {kind: found[kind].get("deploy", {}).get("replicas", 1) for kind in KINDS if kind in found}
    scaled = replicas | {"api": 4, "worker-scoring": 3}
    wanted = sum(count * most_of(kind, Settings()) for kind, count in scaled.items())
    assert wanted == 4 * 20 + 2 * 21 + 3 * 10 + 10
    (taken,) = [int(word.partition("=")[2]) for word in found["postgres"]["command"] if word.startswith("max_connections=")]
    assert wanted <= taken - RESERVED


def test_the_host_s_commands_ask_the_api_s_container(tmp_path: Path) -> None:
    environment = services(tmp_path)["backtalk"]["environment"]
    assert environment["BACKTALK_SERVER"] == "http://api:8000"
    assert list(misspelt(environment)) == []
    assert host_check(Settings())("api:8000")


def test_a_second_checkout_with_a_name_of_its_own_shares_nothing_with_the_first(tmp_path: Path) -> None:
    first, second = understood(tmp_path), understood(tmp_path, COMPOSE_PROJECT_NAME="second", BACKTALK_PORT="8100")
    assert (first["name"], second["name"]) == ("backtalk", "second")
    names = [{volume["name"] for volume in found["volumes"].values()} for found in (first, second)]
    assert names == [{f"{name}_{each}" for each in ("postgres", "models", "backups")} for name in ("backtalk", "second")]
    # a fixed name of a container would be the first one's
    assert not any("container_name" in each for each in second["services"].values())
    assert second["services"]["api"]["ports"][0]["published"] == "8100"
