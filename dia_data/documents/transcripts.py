"""One transcribed table of a document: a CSV file read, corrected and held against what its table promises."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dia_data.documents.origins import Correction
from dia_data.storage.tables import BASES, FactTable

RawRow = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the table in the database."""

    name: str
    data_type: str
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Transcript:
    """The rows of one file; `lines` has the line of each row, for messages."""

    path: Path
    table: FactTable
    rows: list[dict[str, Any]]
    lines: list[int]
    problems: list[str]


def read_transcript(
    path: Path, table: FactTable, columns: Sequence[Column], corrections: Sequence[Correction] = ()
) -> Transcript:
    """Read one CSV file; what is wrong with it is in `problems`, a sentence each; such rows are left out."""
    header, raw_rows, lines, problems = _read_raw(path)
    problems = problems or _find_header_problems(path, header, columns)
    if problems:
        return Transcript(path=path, table=table, rows=[], lines=[], problems=problems)
    problems += _apply(corrections, raw_rows, path)
    rows, kept = [], []
    for raw, line in zip(raw_rows, lines, strict=True):
        row, wrong = _parse(raw, columns)
        wrong += _find_broken_promises(row, table)
        problems += [f"{_place(path, line, column)}: {sentence}" for column, sentence in wrong]
        if not wrong:
            rows.append(row)
            kept.append(line)
    problems += _find_repeated_keys(path, table, rows, kept)
    return Transcript(path=path, table=table, rows=rows, lines=kept, problems=problems)


def read_rows(path: Path, describe: Callable[[str], Column]) -> tuple[list[dict[str, Any]], list[str]]:
    """Rows of a CSV file that is no table of the record, each column as `describe` has it; and what is wrong."""
    header, raw_rows, lines, problems = _read_raw(path)
    columns = [describe(name) for name in header]
    rows = []
    for raw, line in zip(raw_rows, lines, strict=True):
        row, wrong = _parse(raw, columns)
        rows.append(row)
        problems += [f"{_place(path, line, column)}: {sentence}" for column, sentence in wrong]
    return rows, problems


def find_unknown_codes(transcripts: Iterable[Transcript]) -> list[str]:
    """A sentence for each code that no row of the referenced table has, over all `transcripts`."""
    transcripts = list(transcripts)
    known: dict[str, set[Any]] = {}
    for transcript in transcripts:
        for row in transcript.rows:
            for column, value in row.items():
                known.setdefault(f"{transcript.table.name}.{column}", set()).add(value)
    return [
        f"{_place(transcript.path, line, column)}: {row[column]!r} is unknown; expected one of the codes in {target}."
        for transcript in transcripts
        for row, line in zip(transcript.rows, transcript.lines, strict=True)
        for column, target in transcript.table.codes.items()
        if row[column] is not None and row[column] not in known.get(target, ())
    ]


def _read_raw(path: Path) -> tuple[list[str], list[RawRow], list[int], list[str]]:
    """Header, rows, the line each row starts on, and what keeps the file from being read at all."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [], [], [f"{path} is not in UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8."]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    rows: list[RawRow] = []
    lines: list[int] = []
    start = 1
    try:
        header = next(reader, [])
        start = reader.line_num + 1
        for cells in reader:
            if cells:
                rows.append(_name_cells(header, cells))
                lines.append(start)
            start = reader.line_num + 1
    except csv.Error as error:
        return [], [], [], [f"{_place(path, start, '')}: the cells cannot be told apart ({error}); look at the quotes."]
    return header, rows, lines, []


def _name_cells(header: Sequence[str], cells: Sequence[str]) -> RawRow:
    """The cells by column; missing ones are empty, and cells without a column stand under the empty name."""
    row = dict.fromkeys(header, "") | dict(zip(header, cells, strict=False))
    return row | {"": "more"} if len(cells) > len(header) else row


def _find_header_problems(path: Path, header: Sequence[str], columns: Sequence[Column]) -> list[str]:
    expected = [column.name for column in columns]
    unknown = [name for name in header if name not in expected]
    missing = [name for name in expected if name not in header]
    twice = [name for name, count in Counter(header).items() if count > 1 and name in expected]
    return [
        *(f"{_place(path, 1, name)}: this column is unknown; expected {', '.join(expected)}." for name in unknown),
        *(f"{_place(path, 1, name)}: this column is missing." for name in missing),
        *(f"{_place(path, 1, name)}: this column stands twice; expected once." for name in twice),
    ]


def _apply(corrections: Sequence[Correction], rows: Sequence[RawRow], path: Path) -> list[str]:
    """Correct the rows in place; a correction that finds nothing to correct is a problem, since it is out of date."""
    problems = []
    for correction in corrections:
        matching = [
            row
            for row in rows
            if all(row.get(name) == value for name, value in correction.match.items())
            and correction.printed in (row.get(correction.column), row.get("printed"))
        ]
        for row in matching:
            row[correction.column] = correction.value
            row["note"] = f"{row['note']} Printed as {correction.printed!r}. {correction.reason}".strip()
        if not matching:
            problems.append(f"Correction {correction.id!r}: no row of {path} has {correction.printed!r} where it says.")
    return problems


def _parse(raw: RawRow, columns: Sequence[Column]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    row: dict[str, Any] = {}
    wrong = [("", "there are more cells than columns; quote cells that hold a comma.")] if "" in raw else []
    for column in columns:
        text = raw[column.name].strip()
        parse, expected = PARSERS[column.data_type]
        try:
            row[column.name] = parse(text) if text else None
        except ValueError:
            row[column.name] = None
            wrong.append((column.name, f"{text!r} cannot be read; expected {expected}."))
            continue
        if column.required and not text:
            wrong.append((column.name, f"the cell is empty; expected {expected}."))
    return row, wrong


def _find_broken_promises(row: Mapping[str, Any], table: FactTable) -> list[tuple[str, str]]:
    wrong = [
        (column, f"{row[column]!r} is unknown; expected one of {', '.join(words)}.")
        for column, words in {**table.words, "basis": BASES}.items()
        if row[column] is not None and row[column] not in words
    ]
    wrong += [
        (column, f"{row[column]:g} is outside its scale; expected {low:g} to {high:g}.")
        for column, (low, high) in table.limits.items()
        if row[column] is not None and not low <= row[column] <= high
    ]
    if row["locator"] is None:
        wrong.append(("locator", "the cell is empty; expected where in the document the row is printed."))
    return wrong


def _find_repeated_keys(
    path: Path, table: FactTable, rows: Sequence[Mapping[str, Any]], lines: Sequence[int]
) -> list[str]:
    keys = [tuple(row[name] for name in table.row_key) for row in rows]
    often = {key for key, count in Counter(keys).items() if count > 1}
    first: dict[tuple[Any, ...], int] = {}
    problems = []
    for key, line in zip(keys, lines, strict=True):
        if key in often and first.setdefault(key, line) != line:
            names = ", ".join(table.row_key)
            problems.append(
                f"{_place(path, line, names)}: {key!r} stands on line {first[key]} already; expected each once."
            )
    return problems


def _place(path: Path, line: int, column: str) -> str:
    return f"{path}, line {line}, column {column or '?'}"


def _parse_whole(text: str) -> int:
    """A whole number as people write it, and small enough for the database's 32 bits."""
    if not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def _parse_number(text: str) -> float:
    """A number as people write it: what computers also call one (nan, inf, 1e9) is a mistake here."""
    if not re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII):
        raise ValueError(text)
    return float(text)


def _parse_boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


PARSERS: Mapping[str, tuple[Callable[[str], Any], str]] = {
    "VARCHAR": (str, "text"),
    "INTEGER": (_parse_whole, "a whole number"),
    "DOUBLE": (_parse_number, "a number with a decimal point"),
    "BOOLEAN": (_parse_boolean, "true or false"),
    "DATE": (date.fromisoformat, "a date such as 2020-12-31"),
    "TIMESTAMP": (datetime.fromisoformat, "a time such as 2020-12-31T14:05"),
}
