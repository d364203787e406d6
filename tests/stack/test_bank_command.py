"""`backtalk bank` on files alone, and what it says when there is no server."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from practice.bank.sheet import read_sheet
from practice.bank.yaml_twin import read_yaml
from stack.commands.bank import app

SHEET = "# b\n\n## s\n\n1. Why?\n\n<details><summary>Answer</summary>\n\nBecause.\n</details>\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "own.md"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_check_counts_and_is_content(sheet: Path) -> None:
    result = CliRunner().invoke(app, ["check", str(sheet)])
    assert (result.exit_code, result.stdout) == (0, "own: 1 questions, 1 with an answer, 0 with a rubric; 0 warnings\n")


def test_check_names_lines_and_fails_on_a_warning(sheet: Path) -> None:
    sheet.write_text(SHEET + "\n3. And?\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(sheet)])
    assert result.exit_code == 1
    assert f"{sheet}:12: number 3 is out of order" in result.stdout


def test_export_writes_the_twin_and_back(sheet: Path, tmp_path: Path) -> None:
    twin, again = tmp_path / "twin.yaml", tmp_path / "again.md"
    assert CliRunner().invoke(app, ["export", str(sheet), "--out", str(twin)]).exit_code == 0
    assert CliRunner().invoke(app, ["export", str(twin), "--out", str(again)]).exit_code == 0
    bank = read_sheet(SHEET, slug_hint="own").bank
    assert read_yaml(twin.read_bytes()).bank == bank
    assert read_sheet(again.read_bytes(), slug_hint="other").bank == bank


def test_a_file_that_does_not_fit_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("schema: 2\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(path)])
    assert result.exit_code == 1
    assert "line 1" in result.stderr


@pytest.mark.parametrize("name", ["own.md", "own.yaml"])
def test_import_sends_no_file_without_a_question(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("" if name == "own.md" else "schema: 1\nbank: {slug: b, title: B}\nquestions: []\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["import", str(path), "--token", "t", "--server", "127.0.0.1:9"])
    assert result.exit_code == 1
    assert "No question was read in this file. A sheet is Markdown" in result.stderr


@pytest.mark.parametrize("server", ["http://127.0.0.1:9", "127.0.0.1:9"])
def test_import_needs_a_token_and_a_server(sheet: Path, server: str) -> None:
    assert CliRunner().invoke(app, ["import", str(sheet)], env={"BACKTALK_TOKEN": ""}).exit_code == 2
    result = CliRunner().invoke(app, ["import", str(sheet), "--token", "t", "--server", server])
    assert result.exit_code == 1
    assert "backtalk run" in result.stderr
    assert "refused" in result.stderr


def test_import_asks_the_server_that_the_environment_names_unless_the_command_says_another(sheet: Path) -> None:
    command, env = ["import", str(sheet), "--token", "t"], {"BACKTALK_SERVER": "http://127.0.0.1:9"}
    assert "at http://127.0.0.1:9:" in CliRunner().invoke(app, command, env=env).stderr
    assert "at http://127.0.0.1:7:" in CliRunner().invoke(app, [*command, "--server", "127.0.0.1:7"], env=env).stderr


@pytest.mark.parametrize("command", [["check"], ["export"], ["import", "--token", "t"]])
@pytest.mark.parametrize("name", ["own.csv", "own.TSV", "own.xlsx"])
def test_a_table_is_refused_with_what_to_do(tmp_path: Path, command: list[str], name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"question,answer\nWhy?,Because.\n")
    result = CliRunner().invoke(app, [*command, str(path)])
    assert result.exit_code == 1
    assert "### Q1. question" in result.stderr
    assert "YAML" in result.stderr
