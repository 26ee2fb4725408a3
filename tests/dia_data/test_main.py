"""`python -m dia_data build`: the database made, brought up to date, or a sentence why not."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from dia_data.__main__ import main
from dia_data.settings import CORRECTIONS, DOCUMENTS, ROOT
from dia_data.storage.store import Store
from tests.dia_data.digest.smtp_server import serve
from tests.saved import copy_demonstration, copy_record


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with the real documents and no database."""
    shutil.copytree(DOCUMENTS, tmp_path / "data" / "documents")
    shutil.copy(CORRECTIONS, tmp_path / "data")
    return tmp_path / "data"


def run(data: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dia_data", *arguments],
        cwd=ROOT,
        env=os.environ | {"DIA_DATA": str(data)} | settings,
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


@pytest.mark.parametrize("arguments", [[], ["make"], ["build", "twice"], ["restore"], ["backup", "one", "two"],
     ["digest", "one", "two"], ["digest", "--sent"], ["build", "--send"]],
)  # fmt: skip
def test_another_command_is_answered_with_those_there_are(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    usage = (
        "usage: python -m dia_data build | demonstration | backup [FILE] | restore FILE | verify [FILE] | "
        "digest [FOLDER] [--send] [--again] [--demonstration]\n"
    )
    assert capsys.readouterr() == ("", usage)


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


# The digest

MAIL = {"DIA_SMTP_FROM": "dia@example.org", "DIA_MAIL_SCS": "ana@scs.example"}


def test_the_digest_is_written_and_sent_while_a_dashboard_has_the_record_open(tmp_path: Path) -> None:
    with closing(Store(copy_record(tmp_path))), serve() as server:
        settings = MAIL | {"DIA_SMTP_HOST": "localhost", "DIA_SMTP_PORT": str(server.port)}
        written, sent, again = (
            run(tmp_path, "digest", *options, **settings) for options in ([], ["--send"], ["--send"])
        )
    assert [done.stderr for done in (written, sent, again)] == ["", "", ""]
    assert written.stdout == f"{tmp_path / 'digest'}: the digest of 6 partners.\n"
    assert len(list((tmp_path / "digest").glob("dia-digest-*-scs.*"))) == 2
    assert "Sent to SCS. No address is set for GAIA/BasqueGames (DIA_MAIL_GAIA), " in sent.stdout
    assert "Already sent today to SCS" in again.stdout
    assert server.receivers() == ["ana@scs.example"]


def test_the_demonstration_is_written_as_synthetic_and_never_sent(tmp_path: Path) -> None:
    copy_demonstration(tmp_path)
    folder = tmp_path / "pages"
    with serve() as server:
        settings = MAIL | {"DIA_SMTP_HOST": "localhost", "DIA_SMTP_PORT": str(server.port)}
        written = run(tmp_path, "digest", str(folder), "--demonstration")
        refused = run(tmp_path, "digest", "--demonstration", "--send", **settings)
        (tmp_path / "demonstration.duckdb").rename(tmp_path / "dia.duckdb")
        renamed = run(tmp_path, "digest", "--send", **settings)
    assert (written.returncode, written.stderr) == (0, "")
    (page,) = folder.glob("demonstration-dia-digest-2021-12-31-scs.html")
    assert "synthetic" in page.read_text(encoding="utf-8")
    for done in (refused, renamed):
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("Nothing was sent: this is the demonstration")
    assert server.taken == []


def test_what_keeps_a_digest_from_being_made_or_sent_is_a_sentence_and_an_exit_code(tmp_path: Path) -> None:
    missing = run(tmp_path, "digest")
    copy_record(tmp_path)
    unset = run(tmp_path, "digest", "--send")
    wrong = run(tmp_path, "digest", DIA_ADDRESS="dia.example.org")
    elsewhere = run(tmp_path, "digest", str(tmp_path / "absent" / "folder"))
    unreachable = run(tmp_path, "digest", "--send", **MAIL, DIA_SMTP_HOST="localhost", DIA_SMTP_PORT="1")
    every = [missing, unset, wrong, elsewhere, unreachable]
    assert [(done.returncode, done.stdout, len(done.stderr.splitlines())) for done in every] == [(1, "", 1)] * 5
    assert missing.stderr.startswith(f"There is no database {tmp_path / 'dia.duckdb'}.")
    assert unset.stderr.startswith("Nothing was sent: DIA_SMTP_HOST is not set.")
    assert wrong.stderr.startswith("The setting DIA_ADDRESS says 'dia.example.org'; expected an address such as")
    assert elsewhere.stderr.startswith("The digest cannot be written to ")
    assert "Not sent to SCS: the mail server localhost:1 cannot be reached" in unreachable.stderr
