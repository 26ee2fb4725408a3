"""The file of the record: what a kill leaves in it, and the answer to one that cannot be used."""

import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import duckdb
import pytest

from dia_data.errors import (
    DatabaseForeign,
    DatabaseInUse,
    DatabaseNewer,
    DatabaseNotWritable,
    DatabaseUnreadable,
    DiaError,
)
from dia_data.storage.store import Store
from tests.conftest import Record
from tests.dia_data.recording_child import STATEMENTS_PER_BATCH

ROOT = Path(__file__).parents[3]
BLOCK = 256 * 1024
"""How much of a database file is written and checked at once."""
CLUSTERS = {"stated_facts": [{"fact_id": "clusters", "statement": "Six clusters"}]}


@contextmanager
def recording(*files: Path, options: tuple[str, ...] = ()) -> Iterator[subprocess.Popen[str]]:
    """A process that records in each file in turn, and its copies; all end with the block."""
    command = [sys.executable, "-m", "tests.dia_data.recording_child", *map(str, files), *options]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, start_new_session=True, **pipes) as child:
        try:
            yield child
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)


def acknowledgement(line: str) -> tuple[int, int]:
    """The process that recorded and the revision that it acknowledged."""
    process, revision = line.split()
    return int(process), int(revision)


def test_each_acknowledged_batch_survives_twenty_kills(tmp_path: Path, empty_file: Path) -> None:
    files = [Path(shutil.copy(empty_file, tmp_path / f"{number}.duckdb")) for number in range(20)]
    with recording(*files, options=("--log-size", "20KB")) as child:
        acknowledged = list(killed_after(child, [1 + secrets.randbelow(20) for _ in files]))
    assert len(acknowledged) == 20
    assert [lost(file, revisions) for file, revisions in zip(files, acknowledged, strict=True)] == [set()] * 20


def killed_after(child: subprocess.Popen[str], counts: list[int]) -> Iterator[list[int]]:
    """The revisions acknowledged for each file, whose process is killed once it has acknowledged so many."""
    for (process, lines), count in zip(groupby(map(acknowledgement, child.stdout), itemgetter(0)), counts, strict=True):
        revisions = []
        for _, revision in lines:
            revisions.append(revision)
            if len(revisions) == count:
                os.kill(process, signal.SIGKILL)
        yield revisions


def lost(file: Path, acknowledged: list[int]) -> set[int]:
    """The acknowledged revisions that are not whole in the file, in which nothing else stands."""
    missing, made_up = compared(file, acknowledged)
    assert made_up == set()
    return missing


def compared(file: Path, acknowledged: list[int]) -> tuple[set[int], set[int]]:
    """The acknowledged revisions that are not whole in the file, and those in it that nobody asked for.

    The one after the last acknowledged was being saved at the kill: it may be there.
    """
    reopened = Store(file)
    whole = reopened.rows(
        """
        select revision from batches inner join stated_facts using (batch_id)
        group by revision having count(*) = $statements
        """,
        statements=STATEMENTS_PER_BATCH,
    )
    there = {row["revision"] for row in reopened.rows("select revision from changes")}
    reopened.close()
    asked_for = {*acknowledged, acknowledged[-1] + 1}
    return set(acknowledged) - {row["revision"] for row in whole}, there - asked_for


def as_text(file: Path) -> None:
    file.write_text("Markets of the alliance\n" * 1000)


def as_nothing(file: Path) -> None:
    file.write_bytes(b"")


def as_sqlite(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("create table batches (batch_id)")
    connection.close()


def as_half_a_database(file: Path) -> None:
    Store(file).close()
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def as_damaged_header(file: Path) -> None:
    Store(file).close()
    content = file.read_bytes()
    file.write_bytes(content[:4096] + secrets.token_bytes(8192) + content[12288:])


@pytest.mark.parametrize("written", [as_text, as_nothing, as_sqlite, as_half_a_database, as_damaged_header])
def test_what_is_no_database_is_named_and_left_as_it_is(tmp_path: Path, written: Callable[[Path], None]) -> None:
    file = tmp_path / "dia.duckdb"
    written(file)
    before = file.read_bytes()
    with pytest.raises(DatabaseUnreadable, match="move the file away") as refusal:
        Store(file)
    assert str(file) in str(refusal.value)
    assert file.read_bytes() == before


def test_damage_anywhere_in_the_file_is_named_and_never_read_as_facts(store: Store, record: Record) -> None:
    facts = [{"fact_id": str(number), "statement": secrets.token_hex(2000)} for number in range(500)]
    record({"stated_facts": facts})
    store.close()
    content = store.path.read_bytes()
    for start in range(0, len(content), BLOCK):
        damaged = content[:start] + secrets.token_bytes(BLOCK) + content[start + BLOCK :]
        store.path.write_bytes(damaged)
        assert read_or_refused(store.path) in ({fact["statement"] for fact in facts}, str(store.path))
        assert store.path.read_bytes() == damaged


def read_or_refused(file: Path) -> set[str] | str:
    """The statements in the file, or the file itself as the refusal names it."""
    try:
        opened = Store(file)
        try:
            return {row["statement"] for row in opened.rows("from stated_facts_as_of(null)")}
        finally:
            opened.close()
    except DatabaseUnreadable as refusal:
        return str(file) if str(file) in str(refusal) else str(refusal)


def test_a_damaged_log_of_the_last_changes_is_named_and_left_as_it_is(store: Store, record: Record) -> None:
    for _ in range(3):
        record(CLUSTERS)
    log = store.path.with_name("dia.duckdb.wal")
    content = log.read_bytes()
    middle = len(content) // 2
    copied = store.path.with_name("copy.duckdb")
    copied.write_bytes(store.path.read_bytes())
    damaged = content[:middle] + bytes(64) + content[middle + 64 :]
    copied.with_name("copy.duckdb.wal").write_bytes(damaged)
    with pytest.raises(DatabaseUnreadable, match="copy"):
        Store(copied)
    assert copied.with_name("copy.duckdb.wal").read_bytes() == damaged


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DiaError, match=str(tmp_path)):
        Store(tmp_path)


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(DatabaseNotWritable, match=str(tmp_path)):
        Store(tmp_path / "data" / "dia.duckdb")


OUR_NAMES = ("batches", "changes", "schema_version")


@pytest.mark.parametrize(
    "sql",
    [
        "create table customers (name varchar)",
        "create view customers as select 'Ada' as name",
        "create macro discount(price) as price / 2",
        "; ".join(f"create table {name} (id integer)" for name in OUR_NAMES),
        "; ".join(["create schema old", *(f"create table old.{name} (version integer)" for name in OUR_NAMES)]),
    ],
    ids=["a table", "only a view", "only a macro", "tables named as ours", "tables named as ours in another schema"],
)
def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path, sql: str) -> None:
    file = tmp_path / "dia.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute(sql)
    before = file.read_bytes()
    with pytest.raises(DatabaseForeign, match="of another program"):
        Store(file)
    assert file.read_bytes() == before


def test_a_database_that_another_program_left_open_is_left_as_it_is(tmp_path: Path) -> None:
    crashed = tmp_path / "crashed"
    with duckdb.connect(str(tmp_path / "dia.duckdb")) as connection:
        connection.execute("create table customers (name varchar)")
        shutil.copytree(tmp_path, crashed)
    before = {file.name: file.read_bytes() for file in crashed.iterdir()}
    with pytest.raises(DatabaseForeign):
        Store(crashed / "dia.duckdb")
    assert {file.name: file.read_bytes() for file in crashed.iterdir() if not file.name.startswith(".")} == before


def test_a_file_of_a_newer_version_is_left_as_it_is(store: Store, record: Record) -> None:
    record(CLUSTERS)
    store.close()
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("update schema_version set version = 99")
    before = store.path.read_bytes()
    with pytest.raises(DatabaseNewer, match=r"schema 99.* Update the dashboard\."):
        Store(store.path)
    assert store.path.read_bytes() == before


def test_a_closed_store_gives_the_file_back_and_whoever_holds_it_then_is_named(store: Store, record: Record) -> None:
    record(CLUSTERS)
    store.close()
    with recording(store.path) as child:
        process, revision = acknowledgement(child.stdout.readline())
        assert revision == 2
        with pytest.raises(DatabaseInUse) as refusal:
            Store(store.path)
    assert f"The database {store.path} is held by process {process}." in str(refusal.value)
    assert "Stop that process" in str(refusal.value)


def test_a_file_that_this_process_has_open_already_is_in_use(store: Store) -> None:
    with pytest.raises(DatabaseInUse, match=str(store.path)):
        Store(store.path)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that everybody may enter, unlike pytest's own, and that is made writable again in the end."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        folder.mkdir()
        folder.parent.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def test_a_folder_that_cannot_be_written_is_named(public_folder: Path) -> None:
    public_folder.chmod(0o555)
    sentence = refused(public_folder / "dia.duckdb", "--as-nobody")
    assert f"The database {public_folder / 'dia.duckdb'} cannot be written" in sentence
    assert "Make the folder writable" in sentence
    assert list(public_folder.iterdir()) == []


@pytest.mark.parametrize("mode", [0o444, 0o666])
def test_a_database_in_a_folder_that_cannot_be_written_is_named_and_kept(
    public_folder: Path, empty_file: Path, mode: int
) -> None:
    file = public_folder / "dia.duckdb"
    file.write_bytes(empty_file.read_bytes())
    file.chmod(mode)
    public_folder.chmod(0o555)
    sentence = refused(file, "--as-nobody")
    assert f"The database {file} cannot be written" in sentence
    assert file.read_bytes() == empty_file.read_bytes()


def refused(file: Path, *options: str) -> str:
    """What a process says that cannot record."""
    with recording(file, options=options) as child:
        _, said = child.communicate(timeout=60)
    return said


@dataclass(frozen=True, kw_only=True)
class FullDisk:
    """What a process acknowledged and said that recorded until its disk was full."""

    file: Path
    acknowledged: list[int]
    said: list[str]


@pytest.fixture(scope="module", params=["16MB", "100KB"], ids=["the log finds no room", "the file finds no room"])
def full_disk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> FullDisk:
    file = tmp_path_factory.mktemp("full") / "dia.duckdb"
    with recording(file, options=("--largest-file", "600000", "--log-size", request.param)) as child:
        lines, said = child.communicate(timeout=60)
    revisions = [acknowledgement(line)[1] for line in lines.splitlines()]
    return FullDisk(file=file, acknowledged=revisions, said=said.splitlines())


def test_a_full_disk_is_named_again_and_again(full_disk: FullDisk) -> None:
    sentence = f"The database {full_disk.file} cannot be written"
    assert [line.startswith(sentence) and "its disk has room" in line for line in full_disk.said] == [True, True]


def test_on_a_full_disk_what_was_acknowledged_is_kept_and_what_was_refused_is_not(full_disk: FullDisk) -> None:
    reopened = Store(full_disk.file)
    kept = reopened.rows("select revision from batches order by revision")
    reopened.close()
    assert [row["revision"] for row in kept] == full_disk.acknowledged


def test_a_disk_too_full_for_a_new_database_is_named_and_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    file = tmp_path / "dia.duckdb"
    said = refused(file, "--largest-file", "8192")
    assert said.startswith(f"The database {file} cannot be written")
    Store(file).close()
