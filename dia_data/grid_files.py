"""A sheet as a workbook: filled in offline, and read back against what stands in the record by then.

The first two columns and the first row are hidden. They hold the keys of lines and columns, what the record held when
the workbook was made, and which sheet it is: names may be edited and tabs renamed without harm.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from dia_data.documents import days, numbers
from dia_data.documents.numbers import format_for_input
from dia_data.errors import DiaError
from dia_data.grids import TICKED, Column, Grid, Line, Takes
from dia_data.wording.figures import format_count
from dia_data.wording.lists import join_names

VERSION = "DIA sheet 1"
"""Stands in the first cell of every workbook that is made here; another layout gets another number."""
LARGEST_FILE = 2_000_000
LARGEST_CONTENT = 40_000_000
"""Bytes of all that is packed into a workbook: more is no sheet of this dashboard."""
MOST_ROWS = 2_000
MACROS = "vbaProject.bin"
HEAD = 4
"""Rows above the lines: keys, title, how to fill it in, headings."""
BEFORE = ("key", "before", "name", "place", "state")
WIDTHS = {"name": 44, "place": 24, "state": 26}
NEW = "Download the workbook again and fill in that one."
HOW = (
    "Fill in the coloured cells, save the workbook, and drop it on the sheet of the dashboard. "
    "Nothing is recorded before it is checked there."
)


class WorkbookRefused(DiaError):
    """A file is not the workbook of this sheet, or cannot be read."""


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What a workbook says that the record did not say when it was made.

    `cells` are the fields that were changed, by the key of the line; `before` is what stood of each such line then.
    `missing` counts lines of the sheet that are not in it.
    """

    cells: Mapping[str, Mapping[str, str]]
    before: Mapping[str, str]
    missing: int


def write_workbook(grid: Grid, *, name: str, remark: str = "") -> bytes:
    """The workbook of a sheet. `name` tells whose it is, `remark` stands above all, where there is one."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    tab = book.add_worksheet("Sheet")
    looks = _make_looks(book)
    _write_head(tab, grid, name=name, remark=remark, looks=looks)
    order = list(grid.groups)
    lines = sorted(grid.lines, key=lambda line: order.index(line.group))
    for row, line in enumerate(lines, start=HEAD):
        _write_line(tab, row, line, grid, looks)
    for place, column in enumerate(grid.columns, start=len(BEFORE)):
        _validate(tab, place, column, last=HEAD + len(lines) - 1)
    tab.set_column(0, 1, None, None, {"hidden": True})
    for place, key in enumerate(BEFORE):
        if key in WIDTHS:
            tab.set_column(place, place, WIDTHS[key])
    tab.set_column(len(BEFORE), len(BEFORE) + len(grid.columns) - 1, 18)
    tab.set_row(0, None, None, {"hidden": True})
    tab.freeze_panes(HEAD, len(BEFORE))
    tab.protect("", {"format_columns": True, "format_rows": True})
    book.close()
    return target.getvalue()


def read_workbook(content: bytes, grid: Grid, *, name: str) -> Filled:
    """What was filled into a workbook of this sheet.

    Raises `WorkbookRefused`, which says what is wrong and the way out.
    """
    rows = _find_rows(content)
    said = _read_said(rows[0][1])
    if said.get("name") != name:
        raise WorkbookRefused(
            f"This workbook is of another sheet: {said.get('title') or 'it does not say which'}. "
            f"Open that sheet to drop it there, or download the one of this sheet: {grid.title}"
        )
    columns = {str(key): place for place, key in enumerate(rows[0]) if place >= len(BEFORE) and key}
    lost = [column.heading for column in grid.fields if column.key not in columns]
    if lost:
        raise WorkbookRefused(f"Its columns were changed: {join_names(lost)} cannot be found. {NEW}")
    return _read_lines(rows[HEAD:], grid, columns)


# Writing


def _make_looks(book: Any) -> dict[str, Any]:
    look = {"font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True}
    field = look | {"locked": False, "bg_color": "#F3ECFA", "border": 1, "border_color": "#C9B5E0"}
    return {
        "plain": book.add_format(look),
        "head": book.add_format(look | {"bold": True, "bottom": 1}),
        "title": book.add_format(look | {"bold": True, "font_size": 13, "text_wrap": False}),
        "how": book.add_format(look | {"text_wrap": False, "font_color": "#555555"}),
        "field": book.add_format(field),
        "day": book.add_format(field | {"num_format": "yyyy-mm-dd", "align": "left"}),
    }


def _write_head(tab: Any, grid: Grid, *, name: str, remark: str, looks: Mapping[str, Any]) -> None:
    tab.write_string(0, 0, VERSION)
    tab.write_string(0, 1, json.dumps({"name": name, "title": grid.title}))
    for place, column in enumerate(grid.columns, start=len(BEFORE)):
        tab.write_string(0, place, column.key)
    tab.write_string(1, 2, " – ".join(filter(None, (grid.title, remark))), looks["title"])
    tab.write_string(2, 2, HOW, looks["how"])
    heads = [grid.heading, "For", "State", *(column.heading for column in grid.columns)]
    for place, head in enumerate(heads, start=2):
        tab.write_string(HEAD - 1, place, head, looks["head"])


def _write_line(tab: Any, row: int, line: Line, grid: Grid, looks: Mapping[str, Any]) -> None:
    tab.write_string(row, 0, line.key)
    tab.write_string(row, 1, json.dumps({"stands": line.stands, "holds": dict(line.holds)}))
    for place, text in enumerate((line.name, line.place, line.why or grid.groups[line.group]), start=2):
        tab.write_string(row, place, text, looks["plain"])
    for place, column in enumerate(grid.columns, start=len(BEFORE)):
        if column.takes:
            _write_field(
                tab, (row, place), line.takes.get(column.key, column.takes), line.holds.get(column.key, ""), looks
            )
        else:
            tab.write_string(row, place, line.shows.get(column.key, ""), looks["plain"])


def _write_field(tab: Any, cell: tuple[int, int], takes: Takes, text: str, looks: Mapping[str, Any]) -> None:
    look = looks["day" if takes == Takes.DAY else "field"]
    if not text:
        tab.write_blank(*cell, None, look)
    elif takes == Takes.NUMBER:
        tab.write_number(*cell, numbers.read_number(text), look)
    elif takes == Takes.DAY:
        tab.write_datetime(*cell, days.read_day(text), look)
    else:
        tab.write_string(*cell, text, look)


def _validate(tab: Any, place: int, column: Column, *, last: int) -> None:
    """What a spreadsheet says beside a cell; it warns, and the check of the dashboard decides."""
    if column.takes == Takes.BOX:
        rule: dict[str, Any] = {"validate": "list", "source": [TICKED]}
    elif column.takes == Takes.DAY:
        rule = {
            "validate": "date",
            "criteria": ">",
            "value": date(1990, 1, 1),
            "error_message": "A day such as 2020-12-31.",
        }
    elif column.choices:
        rule = {"validate": "list", "source": list(column.choices)}
    else:
        return
    tab.data_validation(HEAD, place, last, place, rule | {"error_type": "warning"})


# Reading


def _find_rows(content: bytes) -> list[list[Any]]:
    """The rows of the tab that was made here, whatever its name is now."""
    _check_file(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        tabs = [
            book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=MOST_ROWS) for name in book.sheet_names
        ]
    except (CalamineError, ValueError, OSError) as broken:
        raise WorkbookRefused(f"It cannot be read as a workbook. {NEW}") from broken
    made_here = [rows for rows in tabs if rows and len(rows[0]) > 1 and str(rows[0][0]).startswith("DIA sheet")]
    if not made_here:
        raise WorkbookRefused(f"It was not made by this dashboard, or its hidden first row was deleted. {NEW}")
    if str(made_here[0][0][0]) != VERSION:
        raise WorkbookRefused(f"It was made by another version of the dashboard. {NEW}")
    return cast("list[list[Any]]", made_here[0])


def _check_file(content: bytes) -> None:
    """That it is a workbook of a size that can be read, without macros."""
    if len(content) > LARGEST_FILE:
        raise WorkbookRefused(f"It is larger than {LARGEST_FILE // 1_000_000} MB, which no sheet is. {NEW}")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except zipfile.BadZipFile:
        raise WorkbookRefused("It is not a workbook. Save it as .xlsx or .ods, and drop that.") from None
    if any(part.filename.endswith(MACROS) for part in parts):
        raise WorkbookRefused("It holds macros. Save it as .xlsx, which has none, and drop that.")
    if sum(part.file_size for part in parts) > LARGEST_CONTENT:
        raise WorkbookRefused(f"It holds more than any sheet does. {NEW}")


def _read_said(text: object) -> Mapping[str, str]:
    try:
        found = json.loads(str(text))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _read_lines(rows: Iterable[Sequence[Any]], grid: Grid, columns: Mapping[str, int]) -> Filled:
    known = {line.key for line in grid.lines}
    cells: dict[str, dict[str, str]] = {}
    before: dict[str, str] = {}
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=HEAD + 1):
        key = str(row[0]).strip()
        if not key and not any(str(cell).strip() for cell in row):
            continue
        _check_line(key, known, seen, number=number, name=str(row[2]))
        seen[key] = number
        held = _read_said(row[1])
        typed = {column.key: _read_cell(row[columns[column.key]]) for column in grid.fields}
        was = cast("Mapping[str, str]", held.get("holds") or {})
        changed = {name: text for name, text in typed.items() if text != str(was.get(name, "")).strip()}
        if changed:
            cells[key], before[key] = changed, str(held.get("stands", ""))
    return Filled(cells=cells, before=before, missing=len(known - seen.keys()))


def _check_line(key: str, known: set[str], seen: Mapping[str, int], *, number: int, name: str) -> None:
    if not key:
        raise WorkbookRefused(f"Row {number} (“{name}”) was added. Delete it: only rows that were there are read.")
    if key in seen:
        raise WorkbookRefused(f"Rows {seen[key]} and {number} are of the same line (“{name}”). Delete one of them.")
    if key not in known:
        raise WorkbookRefused(
            f"Row {number} (“{name}”) is not on the sheet any more: the record changed after the workbook was made. "
            "Delete that row, or start from a new workbook."
        )


def _read_cell(value: Any) -> str:
    """A cell as it would be typed."""
    if isinstance(value, bool):
        return TICKED if value else ""
    if isinstance(value, int | float):
        return format_for_input(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "\n".join(line.strip() for line in str(value).replace("_x000D_", "").splitlines() if line.strip())


def describe_filled(filled: Filled) -> str:
    """What was read, in a sentence."""
    if not filled.cells:
        return "Nothing is filled in that the record did not say when the workbook was made."
    read = format_count(len(filled.cells), "line of the workbook is", "lines of the workbook are")
    lost = format_count(filled.missing, "line of the sheet is", "lines of the sheet are")
    return f"{read} on the sheet now. Check it." + (
        f" {lost} not in it: nothing changes there." if filled.missing else ""
    )
