"""The transcribed documents become batches: one batch for each table of a document, replaced when its file changes."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dia_data import survey
from dia_data.checks import integrity
from dia_data.documents import origins, transcripts
from dia_data.documents.origins import Correction
from dia_data.documents.transcripts import Column, Transcript
from dia_data.errors import DocumentInvalid
from dia_data.settings import CORRECTIONS, DOCUMENTS
from dia_data.storage.store import Change, Reader, Store
from dia_data.storage.tables import FACT_TABLES

READING = 1
"""Raise it when files are read in another way, so that databases made before are loaded anew."""

LOADER = "documents"
"""Who recorded the batches of documents."""

SHOWN_PROBLEMS = 20

COMPUTED_FROM = {"survey_results": ("survey_options", "stated_facts")}
"""Tables with columns that we compute from other files: they are read again when those change."""

Key = tuple[str, str]
"""Source and table: what one batch of a document holds."""


def load(store: Store, folder: Path = DOCUMENTS, corrections: Path = CORRECTIONS) -> list[str]:
    """Bring the record up to date with the files and return the ids of the batches recorded; empty: nothing changed.

    Raises `DocumentInvalid` with file, line, column and what was expected, or `IntegrityBroken`; nothing is loaded.
    """
    files = _find_files(folder)
    slips = origins.read_corrections(corrections, tables=list(files))
    wanted = {key: _compute_checksum(files, slips, key) for key in files}
    for source_id in sorted({slip.source for slip in slips}):
        wanted[source_id, "corrections"] = _hash_text(repr([slip for slip in slips if slip.source == source_id]))
    sources = [origins.read_source(folder / source_id) for source_id in sorted({source_id for source_id, _ in files})]
    held = _find_recorded(store)
    outdated = {key for key in held.keys() | wanted.keys() if wanted.get(key) != held.get(key, {}).get("checksum")}
    described = [source for source in sources if source not in _read_sources(store)]
    if not outdated and not described:
        return []
    rows = _read_all(store, files, slips) if outdated else {}
    with store.change() as change:
        for source in described:
            change.describe_source(source)
        _withdraw(change, [held[key] for key in outdated & held.keys()], wanted)
        new = [_record(change, key, rows[key], wanted[key]) for key in wanted if key in outdated]
        integrity.raise_if_broken(change)
    return new


def _find_files(folder: Path) -> dict[Key, Path]:
    files = {(path.parent.name, path.stem): path for path in sorted(folder.glob("*/*.csv"))}
    if not files:
        raise DocumentInvalid([f"The folder {folder} holds no documents; expected <document>/<table>.csv."])
    unknown = [path for (_, table), path in files.items() if table not in FACT_TABLES]
    if unknown:
        raise DocumentInvalid([f"{path}: there is no table {path.stem!r} in the record." for path in unknown])
    return files


def _select_corrections(slips: Iterable[Correction], key: Key) -> list[Correction]:
    return [slip for slip in slips if (slip.source, slip.table) == key]


def _read_all(
    reader: Reader, files: Mapping[Key, Path], slips: Sequence[Correction]
) -> dict[Key, list[dict[str, Any]]]:
    columns = _list_columns(reader)
    read = {
        key: transcripts.read_transcript(path, FACT_TABLES[key[1]], columns[key[1]], _select_corrections(slips, key))
        for key, path in files.items()
    }
    problems = [problem for transcript in read.values() for problem in transcript.problems]
    problems += transcripts.find_unknown_codes(read.values()) if not problems else []
    if problems:
        more = [f"(and {len(problems) - SHOWN_PROBLEMS} more)"] if len(problems) > SHOWN_PROBLEMS else []
        raise DocumentInvalid(problems[:SHOWN_PROBLEMS] + more)
    return {key: _complete_rows(transcript, read) for key, transcript in read.items()} | _build_correction_rows(slips)


def _complete_rows(transcript: Transcript, read: Mapping[Key, Transcript]) -> list[dict[str, Any]]:
    """The rows with what we compute on top of what is printed."""
    if transcript.table.name != "survey_results":
        return transcript.rows
    options, facts = (
        [row for (_, table), other in read.items() if table == wanted for row in other.rows]
        for wanted in COMPUTED_FROM["survey_results"]
    )
    companies = next((fact["value"] for fact in facts if fact["counts"] == "companies"), None)
    return survey.infer_bases(
        transcript.rows,
        {option["option_id"]: option["question_id"] for option in options},
        largest=survey.find_largest_base(companies),
    )


def _build_correction_rows(slips: Sequence[Correction]) -> dict[Key, list[dict[str, Any]]]:
    rows: dict[Key, list[dict[str, Any]]] = {}
    for slip in slips:
        rows.setdefault((slip.source, "corrections"), []).append(
            {
                "correction_id": slip.id,
                "source_id": slip.source,
                "table_name": slip.table,
                "column_name": slip.column,
                "printed": slip.printed,
                "corrected": slip.value,
                "reason": slip.reason,
                "locator": ", ".join(slip.match.values()),
                "basis": "derived",
            }
        )
    return rows


def _list_columns(reader: Reader) -> dict[str, list[Column]]:
    """The columns of each table that a file fills: all but the batch, and the normal forms of names."""
    columns: dict[str, list[Column]] = {}
    for row in reader.rows(
        """
        select table_name, column_name, data_type, not is_nullable as required
        from duckdb_columns() where not internal and column_name <> 'batch_id' order by table_name, column_index
        """
    ):
        if row["table_name"] in FACT_TABLES and row["column_name"] in FACT_TABLES[row["table_name"]].normal_forms:
            continue
        column = Column(name=row["column_name"], data_type=row["data_type"], required=row["required"])
        columns.setdefault(row["table_name"], []).append(column)
    return columns


def _find_recorded(reader: Reader) -> dict[Key, dict[str, Any]]:
    batches = reader.rows(
        """
        select batch_id, source_id, checksum, split_part(batch_id, '/', 2) as table_name
        from batches where kind = 'document' and withdrawn_at is null
        """
    )
    return {(batch["source_id"], batch["table_name"]): batch for batch in batches}


def _read_sources(reader: Reader) -> list[dict[str, Any]]:
    return reader.rows("from sources")


def _withdraw(change: Change, batches: Sequence[Mapping[str, Any]], wanted: Mapping[Key, str]) -> None:
    for batch in batches:
        still_there = (batch["source_id"], batch["table_name"]) in wanted
        reason = "Replaced: its file has changed." if still_there else "Its file is gone."
        change.withdraw(batch["batch_id"], withdrawn_by=LOADER, reason=reason)


def _record(change: Change, key: Key, rows: Sequence[dict[str, Any]], checksum: str) -> str:
    source_id, table = key
    return change.record(
        kind="document", source_id=source_id, recorded_by=LOADER, facts={table: rows}, checksum=checksum
    )


def _compute_checksum(files: Mapping[Key, Path], slips: Sequence[Correction], key: Key) -> str:
    """What the rows of one batch follow from: its file, the slips in it, and the files that we compute columns from."""
    source_id, table = key
    needed = [key, *((source_id, other) for other in COMPUTED_FROM.get(table, ()) if (source_id, other) in files)]
    contents = [hashlib.sha256(files[one].read_bytes()).hexdigest() for one in needed]
    return _hash_text(f"{READING} {_select_corrections(slips, key)!r} {contents}")


def _hash_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
