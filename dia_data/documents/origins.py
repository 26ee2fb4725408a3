"""What stands beside the transcribed tables: where a document is from, and its known slips."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from dia_data.errors import DocumentInvalid

SOURCE_TEXTS = ("source_id", "title", "short_name", "producer", "url", "licence", "disclaimer", "note", "text_sha256")
SOURCE_KEYS = (*SOURCE_TEXTS, "published", "names_documents")
STORED_KEYS = ("source_id", "title", "producer", "published", "url", "licence", "disclaimer", "note")
"""What the record keeps of a source; the checksum of the transcribed text and its short name stay in the file."""

CORRECTION_TEXTS = ("id", "source", "table", "column", "printed", "value", "reason")


@dataclass(frozen=True, kw_only=True)
class ShortName:
    """What members call a document; `names_documents`: each of its places names the documents that it rests on."""

    name: str
    names_documents: bool


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A known slip of a source: rows that `match` read `value` where `printed` stands, for a stated reason."""

    id: str
    source: str
    table: str
    match: Mapping[str, str]
    column: str
    printed: str
    value: str
    reason: str


def read_source(folder: Path) -> dict[str, Any]:
    """The row of `sources` for a document's folder. Raises `DocumentInvalid`."""
    path = folder / "source.toml"
    source = _read_toml(path)
    known = ", ".join(sorted(SOURCE_KEYS))
    problems = [f"{path}, key {key}: unknown; expected {known}." for key in source if key not in SOURCE_KEYS]
    if source.get("source_id") != folder.name:
        problems.append(f"{path}, key source_id: {source.get('source_id')!r}; expected {folder.name!r}, as the folder.")
    if "title" not in source:
        problems.append(f"{path}, key title: missing; expected the title of the document.")
    problems += _find_not_text(path, source, SOURCE_TEXTS)
    if not isinstance(source.get("names_documents", False), bool):
        problems.append(f"{path}, key names_documents: {source['names_documents']!r}; expected true or false.")
    published = source.get("published")
    if published is not None and not isinstance(published, date):
        problems.append(f"{path}, key published: {published!r}; expected a date such as 2020-12-31, without quotes.")
    if problems:
        raise DocumentInvalid(problems)
    return {key: source.get(key) for key in STORED_KEYS} | {"published": _find_moment(published)}


def read_short_names(folder: Path) -> dict[str, ShortName]:
    """What the documents of a folder are called, by their ids; one without a short name is not there.

    Raises `DocumentInvalid`.
    """
    sources = {path.parent.name: _read_toml(path) for path in sorted(folder.glob("*/source.toml"))}
    return {
        source_id: ShortName(name=source["short_name"], names_documents=source.get("names_documents", False))
        for source_id, source in sources.items()
        if "short_name" in source
    }


def read_corrections(path: Path, *, tables: Sequence[tuple[str, str]]) -> list[Correction]:
    """The corrections in a file, each of one of the `tables` (source and table). Raises `DocumentInvalid`."""
    entries = _read_toml(path).get("correction", []) if path.exists() else []
    seen: set[str] = set()
    problems = []
    for entry in entries:
        problems += _find_entry_problems(path, entry, tables, seen)
        seen.add(str(entry.get("id")))
    if problems:
        raise DocumentInvalid(problems)
    return [Correction(**entry) for entry in entries]


def _find_entry_problems(
    path: Path, entry: Mapping[str, Any], tables: Sequence[tuple[str, str]], seen: set[str]
) -> list[str]:
    name = entry.get("id", "?")
    expected = {*CORRECTION_TEXTS, "match"}
    if set(entry) != expected:
        keys = ", ".join(sorted(entry))
        return [f"{path}: the correction {name!r} has {keys}; expected {', '.join(sorted(expected))}."]
    problems = _find_not_text(path, entry, CORRECTION_TEXTS)
    if not isinstance(entry["match"], dict):
        problems.append(f"{path}: the correction {name!r} matches {entry['match']!r}; expected columns and values.")
    if name in seen:
        problems.append(f"{path}: the correction {name!r} stands there twice; expected each id once.")
    if (entry["source"], entry["table"]) not in tables:
        problems.append(f"{path}: the correction {name!r} is of {entry['source']}/{entry['table']}, which is no file.")
    return problems


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DocumentInvalid(
            [f"{path} is missing; expected title, producer, url and licence of the document."]
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DocumentInvalid([f"{path} cannot be read as TOML in UTF-8: {error}."]) from error


def _find_not_text(path: Path, values: Mapping[str, Any], keys: Sequence[str]) -> list[str]:
    return [
        f"{path}, key {key}: {values[key]!r} is not a text; expected text in quotes."
        for key in keys
        if key in values and not isinstance(values[key], str)
    ]


def _find_moment(published: date | None) -> datetime | None:
    """The start of the day of publication, as the record writes moments."""
    return None if published is None else datetime.combine(published, time.min)
