"""`backtalk run`: its errors say what to do, and whatever happens nothing is left running."""

import os
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import psutil

from stack.lock import FolderLock
from stack.postgres import EmbeddedPostgres
from stack.roster import Place
from stack.run import telling, worth_showing

Python = Callable[..., subprocess.Popen[str]]

RUN = "import sys; from stack.cli import app; sys.argv = ['backtalk', 'run']; app()"
OWN = {"DATABASE_URL": "", "REDIS_URL": "", "BACKTALK_DATABASE_URL": "", "BACKTALK_REDIS_URL": "", "BACKTALK_LOG_FORMAT": "text"}


def run(python: Python, folder: Path, **env: str) -> subprocess.Popen[str]:
    return python(RUN, **{**OWN, "BACKTALK_DATA_DIR": str(folder), "BACKTALK_PORT": "0", **env})


def output(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.read()


def until(process: subprocess.Popen[str], text: str) -> list[str]:
    """The lines up to the first one with `text`."""
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if text in line:
            return lines
    raise AssertionError("".join(lines))


def test_a_taken_port_is_named_with_what_to_do(python: Python, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        process = run(python, folder, BACKTALK_PORT=str(port), BACKTALK_PROT="8001")
        told = output(process)
    assert process.wait(30) == 1
    assert "BACKTALK_PROT is no setting and changes nothing (did you mean BACKTALK_PORT?)" in told
    assert f"port {port} on 127.0.0.1 is taken" in told
    assert "BACKTALK_PORT" in told


def test_an_address_of_ipv6_is_no_taken_port(python: Python, folder: Path) -> None:
    process = run(python, folder, BACKTALK_HOST="::1")
    until(process, "Valkey is up")
    process.terminate()
    assert process.wait(60) == 0


def test_a_second_run_on_the_same_data_is_refused(python: Python, folder: Path) -> None:
    with FolderLock(folder):
        process = run(python, folder)
        told = output(process)
    assert process.wait(30) == 1
    assert f"in use by another run (process {os.getpid()})" in told
    assert "BACKTALK_DATA_DIR" in told


def test_a_data_folder_that_cannot_be_made_is_named(python: Python, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    process = run(python, tmp_path / "file" / "data")
    told = output(process)
    assert process.wait(30) == 1
    assert "Backtalk cannot start" in told
    assert str(tmp_path / "file") in told
    assert "`make doctor` says what to do" in told


def test_a_database_that_refuses_ends_the_start_and_what_was_started(python: Python, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    process = run(python, folder, DATABASE_URL=f"postgresql://nobody:x@127.0.0.1:{port}/nothing")
    lines = until(process, "Valkey is up")
    family = psutil.Process(process.pid).children(recursive=True)
    lines += output(process).splitlines(keepends=True)
    assert process.wait(60) == 1
    assert "the migrations ended with exit code 1" in "".join(lines)
    assert psutil.wait_procs(family, timeout=10)[1] == []


def test_a_stop_in_the_middle_of_the_start_ends_everything(python: Python, folder: Path) -> None:
    process = run(python, folder)
    until(process, "PostgreSQL 18 is up")
    family = psutil.Process(process.pid).children(recursive=True)
    assert family
    process.send_signal(signal.SIGINT)
    told = output(process)
    assert process.wait(60) == 0
    assert "stopped in" in told
    assert psutil.wait_procs(family, timeout=10)[1] == []
    with EmbeddedPostgres(folder / "postgres") as pg:
        assert pg.answers()


def test_a_run_that_is_killed_takes_its_processes_along(python: Python, folder: Path) -> None:
    process = run(python, folder)
    until(process, "PostgreSQL 18 is up")
    family = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    assert psutil.wait_procs(family, timeout=30)[1] == []


def test_the_address_is_one_that_a_person_on_this_machine_can_open() -> None:
    def address(host: str) -> str:
        return Place(host, 8000, Path(), 0).address

    assert address("127.0.0.1") == address("0.0.0.0") == "http://127.0.0.1:8000"
    # a server on `::` has IPv6 alone
    assert address("::1") == address("::") == "http://[::1]:8000"
    assert address("192.0.2.7") == "http://192.0.2.7:8000"


def test_of_a_database_s_lines_only_the_telling_ones_are_shown() -> None:
    assert not telling("LOG:  listening on IPv4 address")
    assert not telling("FATAL:  the database system is starting up")
    assert telling("PANIC:  could not write to file")
    assert telling("ERROR:  duplicate key value")


def test_a_line_that_goes_on_shares_the_fate_of_the_one_before() -> None:
    shown = worth_showing()
    lines = (
        ("ERROR:  duplicate key value", True),
        ("\tof a long message", True),
        ("DETAIL:  Key (text)=(what somebody wrote,", False),
        ("\tand wrote further,", False),
        ("\tand further) already exists.", False),
        ("STATEMENT:  insert into answers", False),
        ("\tvalues (1)", False),
        ("FATAL:  no room", True),
    )
    assert [shown(line) for line, _ in lines] == [wanted for _, wanted in lines]
