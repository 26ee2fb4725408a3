"""A paper as a workbook: what it rests on, a sheet for each table and chart, and a sheet of sources."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter

from dia_data.papers import brand
from dia_data.papers.layout import AS_TEXT, describe_chart, format_paper_cell, shorten, strip_control_chars
from dia_data.papers.paper import Chart, Grid, Heading, Paper, Points, Text
from dia_data.wording.cells import is_list
from dia_data.wording.columns import Column, Format, describe_column
from dia_data.wording.figures import is_known
from dia_data.wording.tables import title_columns

MOST_TEXT = 32_767
"""Units of UTF-16 that a cell can hold; Excel refuses a file with more."""

MOST_ROWS = 1_048_000
LONGEST_NAME = 31
FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\']")
NARROWEST, WIDEST = 8, 60
MEASURED_ROWS = 200
LONGEST_ALT = 1000
TEXT_WIDTH = 110
LINE_HEIGHT, MOST_HEIGHT = 13.5, 400
WHOLE = 2**53
"""Greater whole numbers would be rounded by Excel: they are written as text."""

FIRST_ROW = 3
"""Title and note stand above the headings of a table."""

SERIAL_FROM = date(1900, 3, 1)
"""Excel believes in a 29 February 1900: earlier days are written as text."""


def write(paper: Paper) -> bytes:
    """The paper as XLSX; texts stay texts, whatever they begin with."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, **AS_TEXT}) as book:
        book.set_properties({"title": strip_control_chars(paper.title)[:250], "author": brand.NAME})
        _Book(book, paper).write()
    return stream.getvalue()


class _Book:
    """One workbook as it grows."""

    def __init__(self, book: Any, paper: Paper) -> None:
        self.book = book
        self.paper = paper
        self.names: set[str] = set()
        plain_format = {"font_name": "Arial", "font_size": 10, "valign": "top"}
        self.formats = {
            "title": book.add_format({**plain_format, "bold": True, "font_size": 14, "font_color": brand.PURPLE_DARK}),
            "note": book.add_format({**plain_format, "font_color": "#5D5768", "italic": True, "text_wrap": True}),
            "head": book.add_format(
                {**plain_format, "bold": True, "bg_color": brand.PURPLE_DARK, "font_color": "white"}
            ),
            "text": book.add_format(plain_format),
            "wrapped": book.add_format({**plain_format, "text_wrap": True}),
            "warning": book.add_format({**plain_format, "bold": True, "bg_color": "#FFF3C4"}),
            "whole": book.add_format({**plain_format, "num_format": "#,##0"}),
            "day": book.add_format({**plain_format, "num_format": "yyyy-mm-dd", "align": "left"}),
            "moment": book.add_format({**plain_format, "num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        }

    def write(self) -> None:
        """All sheets."""
        self._about()
        for block in self.paper.blocks:
            if isinstance(block, Grid):
                self._grid(block)
            elif isinstance(block, Chart):
                self._chart(block)
        self._lines("Sources", [("Sources", "title"), *((source, "wrapped") for source in self.paper.sources)])

    def _about(self) -> None:
        paper = self.paper
        sentence = [(paper.title, "title"), (paper.subtitle, "wrapped")]
        if paper.is_demonstration:
            sentence.append((brand.SYNTHETIC, "warning"))
        sentence += [
            (f"{paper.known}.", "wrapped"),
            (paper.filtered, "wrapped"),
            (f"Workspace: {paper.workspace}.", "wrapped"),
        ]
        self._lines("About", [*sentence, *_list_texts(paper)])

    def _lines(self, name: str, lines: Iterable[tuple[str, str]]) -> None:
        sheet = self._sheet(name)
        sheet.set_column(0, 0, TEXT_WIDTH)
        for row, (text, kind) in enumerate(lines):
            self._string(sheet, row, 0, text, kind)
            if len(text) > TEXT_WIDTH:
                sheet.set_row(row, _measure_row_height(len(text) / TEXT_WIDTH))

    def _sheet(self, name: str) -> Any:
        sheet = self.book.add_worksheet(self._free_name(name))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        synthetic = f"{brand.SYNTHETIC} · " if self.paper.is_demonstration else ""
        # Small: the three parts of a footer do not make room for each other.
        sheet.set_footer(f"&L&8{brand.NAME}&C&8{synthetic}{self.paper.known}&R&8page &P of &N")
        return sheet

    def _free_name(self, name: str) -> str:
        """A name that Excel takes and that no other sheet has; upper and lower case are the same there."""
        whole = FORBIDDEN_IN_NAME.sub(" ", strip_control_chars(name)).strip() or "Table"
        for place in range(1, len(self.names) + 2):
            ending = f" {place}" if place > 1 else ""
            found = f"{_cut_units(whole, LONGEST_NAME - len(ending)).strip()}{ending}"
            if found.lower() not in self.names and found.lower() != "history":
                break
        self.names.add(found.lower())
        return found

    def _grid(self, block: Grid) -> None:
        rows = block.rows.loc[:, ~block.rows.columns.duplicated()].head(MOST_ROWS)
        titled = title_columns(rows)
        columns = [titled.iloc[:, place].tolist() for place in range(titled.shape[1])]
        kinds = [self._number_format(describe_column(name)) for name in rows]
        self._table(block.title, block.note, list(titled.columns), columns, kinds)

    def _chart(self, block: Chart) -> None:
        if block.kind == "spans":
            self._spans(block)
            return
        headings = ["", *(_name_series(one.name, block.unit) for one in block.series)]
        columns: list[Sequence[Any]] = [block.categories, *(one.values for one in block.series)]
        sheet = self._table(block.title, block.note, headings, columns, ["text"] * len(columns))
        if block.categories and block.series:
            self._native(sheet, block)

    def _spans(self, block: Chart) -> None:
        """The first and the last day of each span; cells hold these, and the other files the picture."""
        spans = sorted(block.spans, key=lambda span: (span.line, span.series))
        columns: list[Sequence[Any]] = [
            [block.categories[span.line] for span in spans],
            [block.series[span.series].name for span in spans],
            [span.first for span in spans],
            [span.last for span in spans],
        ]
        self._table(block.title, block.note, ["", "dates", "first day", "last day"], columns, ["text"] * len(columns))

    def _native(self, sheet: Any, block: Chart) -> None:
        chart = self.book.add_chart({"type": "line" if block.kind == "line" else "bar"})
        last = FIRST_ROW + len(block.categories)
        for place, one in enumerate(block.series, start=1):
            colour = one.colour or brand.SERIES[(place - 1) % len(brand.SERIES)]
            chart.add_series(
                {
                    "name": [sheet.get_name(), FIRST_ROW, place],  # a text may look like a cell's address
                    "categories": [sheet.get_name(), FIRST_ROW + 1, 0, last, 0],
                    "values": [sheet.get_name(), FIRST_ROW + 1, place, last, place],
                    "line" if block.kind == "line" else "fill": {"color": colour},
                    "gap": 45,
                    "points": [{"fill": {"color": fill}} for fill in block.colours] or None,
                }
            )
        unit = (
            {"name": strip_control_chars(block.unit)} if not block.unit.startswith("=") else {}
        )  # that would be a cell's address
        chart.set_title({"none": True})
        values = {**unit, **({"min": 0} if not block.has_negatives else {})}
        categories = {"reverse": block.kind != "line", "label_position": "low"}
        chart.set_x_axis(categories if block.kind == "line" else values)
        chart.set_y_axis(values if block.kind == "line" else categories)
        chart.set_legend({"position": "bottom"} if len(block.series) > 1 else {"none": True})
        chart.set_size({"width": 720, "height": max(300, 26 * len(block.categories) * len(block.series))})
        sheet.insert_chart(
            FIRST_ROW, len(block.series) + 2, chart, {"description": shorten(describe_chart(block), LONGEST_ALT)}
        )

    def _number_format(self, column: Column) -> str:
        """The name of the format in which the numbers of a column are shown; it is made when it is first wanted."""
        shown = "0 %" if column.format is Format.CHANCE else ""
        if column.decimals is not None:
            shown = f"#,##0.{'0' * column.decimals}" if column.decimals else "#,##0"
        if shown and shown not in self.formats:
            self.formats[shown] = self.book.add_format(
                {"font_name": "Arial", "font_size": 10, "valign": "top", "num_format": shown}
            )
        return shown or "text"

    def _table(
        self,
        title: str,
        note: str,
        headings: Sequence[str],
        columns: Sequence[Sequence[Any]],
        kinds: Sequence[str],
    ) -> Any:
        sheet = self._sheet(title)
        self._string(sheet, 0, 0, title, "title")
        self._note(sheet, note, [_measure_width(name, values) for name, values in zip(headings, columns, strict=True)])
        if self.paper.is_demonstration:
            self._string(sheet, 2, 0, brand.SYNTHETIC, "warning")
        for place, (name, values) in enumerate(zip(headings, columns, strict=True)):
            self._string(sheet, FIRST_ROW, place, name, "head")
            sheet.set_column(place, place, _measure_width(name, values))
            for row, value in enumerate(values, start=FIRST_ROW + 1):
                self._value(sheet, row, place, value, kinds[place])
        self._row_heights(sheet, columns)
        sheet.freeze_panes(FIRST_ROW + 1, 1)
        sheet.repeat_rows(FIRST_ROW)
        if headings and columns[0]:
            sheet.autofilter(FIRST_ROW, 0, FIRST_ROW + len(columns[0]), len(headings) - 1)
        return sheet

    def _note(self, sheet: Any, note: str, widths: Sequence[float]) -> None:
        """What the rows rest on, over the width of the table, so that it is printed with it."""
        if len(widths) > 1 and note:
            sheet.merge_range(1, 0, 1, len(widths) - 1, "", self.formats["note"])
            sheet.set_row(1, _measure_row_height(len(note) / sum(widths)))
        self._string(sheet, 1, 0, note, "note")

    def _row_heights(self, sheet: Any, columns: Sequence[Sequence[Any]]) -> None:
        """Rows that hold a long text are as tall as it is: not every program finds that out by itself."""
        longest = [0] * max((len(values) for values in columns), default=0)
        for values in columns:
            for row, value in enumerate(values):
                if isinstance(value, str) and len(value) > longest[row]:
                    longest[row] = len(value)
        for row, length in enumerate(longest):
            if length > WIDEST:
                sheet.set_row(FIRST_ROW + 1 + row, _measure_row_height(length / WIDEST * 1.15))

    def _value(self, sheet: Any, row: int, column: int, value: Any, kind: str) -> None:
        value = value.item() if hasattr(value, "item") and not is_list(value) else value
        if is_list(value):
            self._string(sheet, row, column, format_paper_cell(value), "text")
        elif not is_known(value):
            return
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, self.formats["text"])
        elif isinstance(value, (int, float)) and abs(value) < WHOLE:
            # With places for decimals a whole number would end in a point.
            is_whole = kind.startswith("#") and float(value).is_integer()
            sheet.write_number(row, column, value, self.formats["whole" if is_whole else kind])
        elif isinstance(value, date) and (value.date() if isinstance(value, datetime) else value) >= SERIAL_FROM:
            self._moment(sheet, row, column, value)
        else:
            self._string(sheet, row, column, format_paper_cell(value), "text")

    def _moment(self, sheet: Any, row: int, column: int, value: date) -> None:
        if not isinstance(value, datetime):
            sheet.write_datetime(row, column, value, self.formats["day"])
            return
        local = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
        is_day = local == local.replace(hour=0, minute=0, second=0, microsecond=0)
        sheet.write_datetime(row, column, local, self.formats["day" if is_day else "moment"])

    def _string(self, sheet: Any, row: int, column: int, text: str, kind: str) -> None:
        sentence = _cut(strip_control_chars(text))
        if kind == "text" and len(sentence) > WIDEST:
            kind = "wrapped"
        if sentence:
            sheet.write_string(row, column, sentence, self.formats[kind])


def _name_series(name: str, unit: str) -> str:
    """`share (%)`; a unit that the name says already is not said again."""
    return f"{name} ({unit})" if unit and unit.lower() != name.lower() else name


def _list_texts(paper: Paper) -> Iterator[tuple[str, str]]:
    """What the paper says between its tables."""
    for block in paper.blocks:
        if isinstance(block, Heading):
            yield block.text, "title"
        elif isinstance(block, Text):
            yield block.text, "wrapped"
        elif isinstance(block, Points):
            yield from ((f"• {item}", "wrapped") for item in block.items)


def _cut(text: str) -> str:
    """As much of the text as a cell can hold."""
    units = len(text.encode("utf-16-le")) // 2
    return text if units <= MOST_TEXT else f"{_cut_units(text, MOST_TEXT - 1).rstrip()}…"


def _cut_units(text: str, most: int) -> str:
    """The beginning of a text as Excel counts: a character beyond the first 65,536 counts twice."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def _measure_row_height(lines: float) -> float:
    return float(min((int(lines) + 1) * LINE_HEIGHT, MOST_HEIGHT))


def _measure_width(name: str, values: Sequence[Any]) -> float:
    longest = max((len(format_paper_cell(value)) for value in values[:MEASURED_ROWS]), default=0)
    return float(min(max(NARROWEST, len(name) + 3, longest + 1), WIDEST))
