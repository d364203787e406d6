"""Valkey from the wheel: keeps what it was told through a kill, on loopback, with a password."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
import redis

from stack.lock import FolderInUse
from stack.valkey import EmbeddedValkey


@contextmanager
def client_of(valkey: EmbeddedValkey) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(valkey.url, decode_responses=True) as client:
        yield client


def test_it_serves_in_a_folder_with_a_difficult_name(folder: Path) -> None:
    with EmbeddedValkey(folder) as valkey, client_of(valkey) as client:
        assert client.config_get("dir")["dir"] == str(valkey.home)
        assert client.config_get("maxmemory-policy")["maxmemory-policy"] == "noeviction"
        assert client.info("persistence")["aof_enabled"] == 1


def test_it_listens_on_loopback_alone_and_wants_a_password(folder: Path) -> None:
    with EmbeddedValkey(folder) as valkey:
        assert valkey.child
        listening = [each.laddr for each in psutil.Process(valkey.child.pid).net_connections() if each.status == "LISTEN"]
        assert listening == [("127.0.0.1", valkey.port)]
        with redis.Redis(port=valkey.port) as stranger, pytest.raises(redis.AuthenticationError):
            stranger.ping()


def test_what_was_synced_survives_a_kill_and_the_port_stays(folder: Path) -> None:
    with EmbeddedValkey(folder) as valkey, client_of(valkey) as client:
        client.rpush("scoring", "하나", "둘")
        assert client.waitaof(1, 0, 5000)[0] == 1
        url = valkey.url
        assert valkey.child
        os.kill(valkey.child.pid, signal.SIGKILL)
        assert valkey.child.wait(10)
        valkey.start()
        assert valkey.url == url
        assert client.lrange("scoring", 0, -1) == ["하나", "둘"]


def test_two_serve_at_once_and_one_folder_serves_once(folder: Path) -> None:
    with EmbeddedValkey(folder / "a") as one, EmbeddedValkey(folder / "b") as other:
        assert one.port != other.port
        with pytest.raises(FolderInUse):
            EmbeddedValkey(folder / "a").start()


def test_a_stop_leaves_no_process_and_keeps_the_data(folder: Path) -> None:
    with EmbeddedValkey(folder) as valkey, client_of(valkey) as client:
        client.set("kept", "yes")
        assert valkey.child
        pid = valkey.child.pid
    assert not psutil.pid_exists(pid)
    with EmbeddedValkey(folder) as valkey, client_of(valkey) as client:
        assert client.get("kept") == "yes"
