"""Valkey from the wheel: keeps nothing, starts whatever lies in its folder, on loopback, with a password."""

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
        # a file of its own would be one more thing that a power cut can break (decision 35)
        assert client.info("persistence")["aof_enabled"] == 0
        assert client.config_get("save")["save"] == ""


def test_it_listens_on_loopback_alone_and_wants_a_password(folder: Path) -> None:
    with EmbeddedValkey(folder) as valkey:
        assert valkey.child
        listening = [each.laddr for each in psutil.Process(valkey.child.pid).net_connections() if each.status == "LISTEN"]
        assert listening == [("127.0.0.1", valkey.port)]
        with redis.Redis(port=valkey.port) as stranger, pytest.raises(redis.AuthenticationError):
            stranger.ping()


def test_a_kill_empties_it_and_the_port_stays(folder: Path) -> None:
    with EmbeddedValkey(folder) as valkey, client_of(valkey) as client:
        client.rpush("scoring", "하나", "둘")
        url = valkey.url
        assert valkey.child
        os.kill(valkey.child.pid, signal.SIGKILL)
        assert valkey.child.wait(10)
        valkey.start()
        assert valkey.url == url
        assert client.dbsize() == 0


@pytest.mark.parametrize("name", ["appendonlydir/appendonly.aof.1.incr.aof", "appendonly.aof", "dump.rdb"])
def test_what_an_older_version_left_does_not_matter_broken_or_not(folder: Path, name: str) -> None:
    # a power cut ends a file with zeros
    left = folder / "data" / name
    left.parent.mkdir(parents=True)
    left.write_bytes(b"*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n" + bytes(300))
    (left.parent / "appendonly.aof.manifest").write_text("file appendonly.aof.1.incr.aof seq 1 type i\n")
    with EmbeddedValkey(folder) as valkey, client_of(valkey) as client:
        assert client.dbsize() == 0
        assert list(valkey.home.iterdir()) == []


def test_what_is_not_its_own_stays_in_its_folder(folder: Path) -> None:
    # as on a disk of its own
    (folder / "data" / "lost+found").mkdir(parents=True)
    with EmbeddedValkey(folder) as valkey, client_of(valkey) as client:
        assert client.ping()
        assert [left.name for left in valkey.home.iterdir()] == ["lost+found"]


def test_two_serve_at_once_and_one_folder_serves_once(folder: Path) -> None:
    with EmbeddedValkey(folder / "a") as one, EmbeddedValkey(folder / "b") as other:
        assert one.port != other.port
        with pytest.raises(FolderInUse):
            EmbeddedValkey(folder / "a").start()


def test_a_stop_leaves_no_process_and_no_data(folder: Path) -> None:
    with EmbeddedValkey(folder) as valkey, client_of(valkey) as client:
        client.set("kept", "no")
        assert valkey.child
        pid = valkey.child.pid
    assert not psutil.pid_exists(pid)
    assert list(valkey.home.iterdir()) == []
