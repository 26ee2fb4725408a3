"""The transcribed documents become batches: one batch for each table of a document, replaced when its file changes."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, time
from pathlib import Path
from typing import Any

from dia_data import survey, transcripts
from dia_data.checks import integrity
from dia_data.errors import DocumentInvalid
from dia_data.settings import CORRECTIONS, DOCUMENTS
from dia_data.store import Change, Reader, Store
from dia_data.tables import FACT_TABLES
from dia_data.transcripts import Column, Correction, Transcript

READING = 1
"""Raise it when files are read in another way, so that databases made before are loaded anew."""

LOADER = "documents"
"""Who recorded the batches of documents."""

SHOWN_PROBLEMS = 20

SOURCE_KEYS = {"source_id", "title", "producer", "published", "url", "licence", "disclaimer", "note", "text_sha256"}

Key = tuple[str, str]
"""Source and table: what one batch of a document holds."""


@dataclass(frozen=True, kw_only=True)
class _Batch:
    """One table of one document, ready to be recorded."""

    rows: list[dict[str, Any]]
    checksum: str


def load(store: Store, folder: Path = DOCUMENTS, corrections: Path = CORRECTIONS) -> list[str]:
    """Bring the record up to date with the files and return the ids of the batches recorded; empty: nothing changed.

    Raises `DocumentInvalid` with file, line, column and what was expected, or `IntegrityBroken`; nothing is loaded.
    """
    files = _files(folder)
    slips = _read_corrections(corrections)
    wanted = {key: _checksum(path, _for(slips, key)) for key, path in files.items()}
    for source_id in {slip.source for slip in slips}:
        wanted[source_id, "corrections"] = _text_checksum(repr([slip for slip in slips if slip.source == source_id]))
    held = _held(store)
    if {key: batch["checksum"] for key, batch in held.items()} == wanted:
        return []
    batches = _read_all(store, files, slips)
    described = [_read_source(folder / source_id) for source_id in sorted({source_id for source_id, _ in files})]
    with store.change() as change:
        for source in described:
            change.describe_source(source)
        _withdraw_outdated(change, held, wanted)
        new = [
            _record(change, key, _Batch(rows=batches[key], checksum=checksum))
            for key, checksum in wanted.items()
            if key not in held or held[key]["checksum"] != checksum
        ]
        integrity.demand(change)
    return new


def _files(folder: Path) -> dict[Key, Path]:
    files = {(path.parent.name, path.stem): path for path in sorted(folder.glob("*/*.csv"))}
    if not files:
        raise DocumentInvalid([f"The folder {folder} holds no documents; expected <document>/<table>.csv."])
    unknown = [path for (_, table), path in files.items() if table not in FACT_TABLES]
    if unknown:
        raise DocumentInvalid([f"{path}: there is no table {path.stem!r} in the record." for path in unknown])
    return files


def _read_corrections(path: Path) -> list[Correction]:
    names = {field.name for field in fields(Correction)}
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("correction", []) if path.exists() else []
    expected = ", ".join(sorted(names))
    wrong = [
        f"{path}: the correction {entry.get('id', '?')!r} has {', '.join(sorted(entry))}; expected {expected}."
        for entry in entries
        if set(entry) != names
    ]
    if wrong:
        raise DocumentInvalid(wrong)
    return [Correction(**entry) for entry in entries]


def _for(slips: Iterable[Correction], key: Key) -> list[Correction]:
    return [slip for slip in slips if (slip.source, slip.table) == key]


def _read_source(folder: Path) -> dict[str, Any]:
    """The row of `sources` for a document's folder: its `source.toml`."""
    path = folder / "source.toml"
    if not path.exists():
        raise DocumentInvalid([f"{path} is missing; expected title, producer, url and licence of the document."])
    source = tomllib.loads(path.read_text(encoding="utf-8"))
    problems = [
        f"{path}, key {key}: unknown; expected {', '.join(sorted(SOURCE_KEYS))}." for key in source.keys() - SOURCE_KEYS
    ]
    if source.get("source_id") != folder.name:
        problems.append(f"{path}, key source_id: {source.get('source_id')!r}; expected {folder.name!r}, as the folder.")
    if problems:
        raise DocumentInvalid(problems)
    published = source.get("published")
    return {**source, "published": datetime.combine(published, time.min) if published else None}


def _read_all(
    reader: Reader, files: Mapping[Key, Path], slips: Sequence[Correction]
) -> dict[Key, list[dict[str, Any]]]:
    columns = _columns(reader)
    read = {
        key: transcripts.read(path, FACT_TABLES[key[1]], columns[key[1]], _for(slips, key))
        for key, path in files.items()
    }
    problems = [problem for transcript in read.values() for problem in transcript.problems]
    problems += transcripts.unknown_codes(read.values()) if not problems else []
    if problems:
        more = [f"(and {len(problems) - SHOWN_PROBLEMS} more)"] if len(problems) > SHOWN_PROBLEMS else []
        raise DocumentInvalid(problems[:SHOWN_PROBLEMS] + more)
    return {key: _completed(transcript, read) for key, transcript in read.items()} | _correction_rows(slips)


def _completed(transcript: Transcript, read: Mapping[Key, Transcript]) -> list[dict[str, Any]]:
    """The rows with what we compute on top of what is printed."""
    if transcript.table.name != "survey_results":
        return transcript.rows
    options = [row for (_, table), other in read.items() if table == "survey_options" for row in other.rows]
    return survey.with_inferred_bases(
        transcript.rows, {option["option_id"]: option["question_id"] for option in options}
    )


def _correction_rows(slips: Sequence[Correction]) -> dict[Key, list[dict[str, Any]]]:
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


def _columns(reader: Reader) -> dict[str, list[Column]]:
    """The columns of each table that a file fills: all but the batch."""
    columns: dict[str, list[Column]] = {}
    for row in reader.rows(
        """
        select table_name, column_name, data_type, not is_nullable as required
        from duckdb_columns() where not internal and column_name <> 'batch_id' order by table_name, column_index
        """
    ):
        column = Column(name=row["column_name"], data_type=row["data_type"], required=row["required"])
        columns.setdefault(row["table_name"], []).append(column)
    return columns


def _held(reader: Reader) -> dict[Key, dict[str, Any]]:
    batches = reader.rows(
        """
        select batch_id, source_id, checksum, split_part(batch_id, '/', 2) as table_name
        from batches where kind = 'document' and withdrawn_at is null
        """
    )
    return {(batch["source_id"], batch["table_name"]): batch for batch in batches}


def _withdraw_outdated(change: Change, held: Mapping[Key, Mapping[str, Any]], wanted: Mapping[Key, str]) -> None:
    for key, batch in held.items():
        if wanted.get(key) != batch["checksum"]:
            reason = "Replaced: its file has changed." if key in wanted else "Its file is gone."
            change.withdraw(batch["batch_id"], withdrawn_by=LOADER, reason=reason)


def _record(change: Change, key: Key, batch: _Batch) -> str:
    source_id, table = key
    return change.record(
        kind="document", source_id=source_id, recorded_by=LOADER, facts={table: batch.rows}, checksum=batch.checksum
    )


def _checksum(path: Path, slips: Sequence[Correction]) -> str:
    return _text_checksum(f"{READING} {slips!r} {hashlib.sha256(path.read_bytes()).hexdigest()}")


def _text_checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
