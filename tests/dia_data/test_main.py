"""`python -m dia_data build`: the database made, brought up to date, or a sentence why not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dia_data.__main__ import main
from dia_data.settings import CORRECTIONS, DOCUMENTS, ROOT
from dia_data.storage.store import Store


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with the real documents and no database."""
    shutil.copytree(DOCUMENTS, tmp_path / "data" / "documents")
    shutil.copy(CORRECTIONS, tmp_path / "data")
    return tmp_path / "data"


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dia_data", *arguments],
        cwd=ROOT,
        env=os.environ | {"DIA_DATA": str(data)},
        text=True,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_build_makes_the_database_and_then_finds_it_up_to_date(data: Path, loaded: Store) -> None:
    first, second = run(data, "build"), run(data, "build")
    tables = loaded.value("select count(*) from batches")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == f"{data / 'dia.duckdb'}: {tables} tables loaded.\n"
    assert (second.returncode, second.stderr, second.stdout) == (0, "", f"{data / 'dia.duckdb'}: up to date.\n")
    built = Store(data / "dia.duckdb")
    assert built.revision == loaded.revision
    assert built.value("select count(*) from figures_as_of(null)") == loaded.value(
        "select count(*) from figures_as_of(null)"
    )
    built.close()


def test_a_mistake_in_a_document_is_one_sentence_and_an_exit_code(data: Path) -> None:
    file = data / "documents" / "d31" / "markets.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("DEU", "ATL"), encoding="utf-8")
    result = run(data, "build")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Nothing was loaded. {file}, line 2, column country_code: 'ATL' is unknown;")
    assert len(result.stderr.splitlines()) == 1


def test_demonstration_makes_the_demonstration_and_leaves_the_database_alone(data: Path) -> None:
    result = run(data, "demonstration")
    made = data / "demonstration.duckdb"
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == f"{made}: made anew, with synthetic data.\n"
    assert sorted(file.name for file in data.glob("[!.]*.duckdb*")) == [made.name]


def test_a_demonstration_that_cannot_be_made_leaves_no_file_and_what_was_there_before(data: Path) -> None:
    made = data / "demonstration.duckdb"
    Store(made).close()
    before = made.read_bytes()
    file = data / "documents" / "d31" / "markets.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("DEU", "ATL"), encoding="utf-8")
    files = sorted(data.iterdir())
    result = run(data, "demonstration")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("Nothing was loaded.")
    assert sorted(data.iterdir()) == files
    assert made.read_bytes() == before


@pytest.mark.parametrize("arguments", [[], ["make"], ["build", "twice"], ["restore"], ["backup", "one", "two"]])
def test_another_command_is_answered_with_those_there_are(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr() == (
        "",
        "usage: python -m dia_data build | demonstration | backup [FILE] | restore FILE | verify [FILE]\n",
    )


def test_a_record_is_backed_up_verified_and_restored_by_commands(data: Path, empty_file: Path) -> None:
    database, elsewhere = data / "dia.duckdb", data.parent / "backup.duckdb"
    shutil.copy(empty_file, database)
    made, daily, verified = run(data, "backup", str(elsewhere)), run(data, "backup"), run(data, "verify")
    assert [done.stderr for done in (made, daily, verified)] == ["", "", ""]
    assert made.stdout.startswith(f"{elsewhere}: ")
    assert verified.stdout.startswith(f"{database}: ")
    assert daily.stdout == f"{next((data / 'backups').glob('*.duckdb'))}: the backup of today.\n"
    database.write_bytes(b"damaged")
    damaged, restored, again = run(data, "verify"), run(data, "restore", str(elsewhere)), run(data, "verify")
    assert (damaged.returncode, damaged.stderr.startswith(f"The file {database} cannot be read")) == (1, True)
    (kept,) = data.glob("dia-before-*.duckdb")
    assert restored.stdout.endswith(f"What was there before is kept as {kept}.\n")
    assert kept.read_bytes() == b"damaged"
    assert (restored.returncode, again.returncode) == (0, 0)


@pytest.mark.parametrize("command", ["verify", "restore"])
@pytest.mark.parametrize("content", [b"no database", b""], ids=["damaged", "of another program"])
def test_of_a_backup_that_is_none_it_is_said_that_another_is_needed(
    data: Path, empty_file: Path, command: str, content: bytes
) -> None:
    shutil.copy(empty_file, data / "dia.duckdb")
    unsound = data.parent / "backup.duckdb"
    if content:
        unsound.write_bytes(content)
    else:
        with duckdb.connect(str(unsound)) as other:
            other.execute("create table theirs (a int)")
    done = run(data, command, str(unsound))
    assert done.returncode == 1
    assert done.stderr.startswith(f"The file {unsound} is not sound. ")
    assert done.stderr.endswith(" Use another backup.\n")
