"""A sheet as a workbook: what is written is read back, and what is no workbook of it is refused in a sentence."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from dia_data.grid_files import WorkbookRefused, describe_filled, read_workbook, write_workbook
from dia_data.grids import TICKED, Column, Grid, Line, Takes

NAME = "consortium/quarter_scs"


def build(*, stands: str = "3", holds: str = "3", title: str = "SCS, 2021 Q3") -> Grid:
    return Grid(
        key="quarter_scs",
        title=title,
        heading="KPI",
        columns=(
            Column(key="last", heading="Last report"),
            Column(key="value", heading="This quarter", takes=Takes.NUMBER),
            Column(key="day", heading="Day", takes=Takes.DAY),
            Column(key="nothing", heading="Nothing to report", takes=Takes.BOX),
        ),
        groups={"due": "Due", "reported": "Reported"},
        lines=[
            Line(key="webinars|all", name="Webinars", group="reported", holds={"value": holds}, stands=stands),
            Line(key="smes|all", name="SMEs", group="due", takes={"value": Takes.NAMES}, shows={"last": "–"}),
            Line(key="fairs|all", name="Fairs", group="due", holds={"day": "2020-12-31"}),
        ],
    )


def edit(content: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def fill_in(book: openpyxl.Workbook) -> None:
    """The line of SMEs stands first, since it is due."""
    tab = book.active
    assert [row[2].value for row in tab.iter_rows(min_row=5)] == ["SMEs", "Fairs", "Webinars"]
    tab["G5"] = "Example Ltd\n Another \n"
    tab["I6"] = TICKED
    tab["G7"] = 4.5


def test_what_was_filled_in_is_read_and_what_was_not_changed_is_left_out():
    filled = read_workbook(edit(write_workbook(build(), name=NAME), fill_in), build(), name=NAME)
    assert filled.cells == {
        "smes|all": {"value": "Example Ltd\nAnother"},
        "fairs|all": {"nothing": TICKED},
        "webinars|all": {"value": "4.5"},
    }
    assert (filled.before["webinars|all"], filled.missing) == ("3", 0)
    assert describe_filled(filled) == "3 lines of the workbook are on the sheet now. Check it."


def test_what_somebody_else_changed_meanwhile_is_no_change_of_the_workbook():
    content = write_workbook(build(), name=NAME)
    assert read_workbook(content, build(stands="9", holds="9"), name=NAME).cells == {}
    edited = edit(content, lambda book: book.active.__setitem__("G7", 5))
    filled = read_workbook(edited, build(stands="9", holds="9"), name=NAME)
    assert (filled.cells, filled.before) == ({"webinars|all": {"value": "5"}}, {"webinars|all": "3"})


def test_tabs_may_be_renamed_and_rows_deleted():
    def change(book: openpyxl.Workbook) -> None:
        book.active.title = "Mine"
        book.create_sheet("Notes", 0)
        book["Mine"]["H6"] = "31.12.2021"
        book["Mine"].delete_rows(5)

    filled = read_workbook(edit(write_workbook(build(), name=NAME), change), build(), name=NAME)
    assert filled.cells == {"fairs|all": {"day": "31.12.2021"}}
    assert describe_filled(filled).endswith("1 line of the sheet is not in it: nothing changes there.")


def test_fields_are_open_and_all_else_is_protected():
    tab = openpyxl.load_workbook(io.BytesIO(write_workbook(build(), name=NAME))).active
    assert tab.protection.sheet
    assert [tab[cell].protection.locked for cell in ("C5", "F5", "G5", "H5", "I5")] == [True, True, False, False, False]
    assert [tab.row_dimensions[1].hidden, tab.column_dimensions["A"].hidden] == [True, True]


def with_part(content: bytes, name: str) -> bytes:
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as packed:
        packed.writestr(name, b"x")
    return target.getvalue()


def with_cell(cell: str, value: str) -> Callable[[bytes], bytes]:
    return lambda content: edit(content, lambda book: book.active.__setitem__(cell, value))


WRONG: list[tuple[Callable[[bytes], bytes], str]] = [
    (lambda _: b"no workbook", "Save it as .xlsx or .ods"),
    (lambda content: content[:2000], "Save it as .xlsx or .ods"),
    (lambda content: with_part(content, "xl/vbaProject.bin"), "It holds macros"),
    (lambda _: b"0" * 2_000_001, "larger than 2 MB"),
    (lambda content: edit(content, lambda book: book.active.delete_rows(1)), "hidden first row was deleted"),
    (lambda content: edit(content, lambda book: book.active.delete_cols(8)), "Day cannot be found"),
    (with_cell("A6", "smes|all"), "Rows 5 and 6 are of the same line"),
    (with_cell("A6", "gone|all"), "not on the sheet any more"),
    (with_cell("C9", "Mine"), r"Row 9 \(“Mine”\) was added"),
    (with_cell("A1", "DIA sheet 0"), "another version"),
]


@pytest.mark.parametrize(("spoil", "sentence"), WRONG)
def test_what_is_no_workbook_of_the_sheet_is_refused_with_the_way_out(spoil: Callable[[bytes], bytes], sentence: str):
    with pytest.raises(WorkbookRefused, match=sentence):
        read_workbook(spoil(write_workbook(build(), name=NAME)), build(), name=NAME)


def test_the_workbook_of_another_quarter_says_of_which():
    content = write_workbook(build(title="SCS, 2021 Q2"), name="consortium/quarter_before")
    with pytest.raises(WorkbookRefused, match=r"another sheet: SCS, 2021 Q2. Open that sheet"):
        read_workbook(content, build(), name=NAME)
