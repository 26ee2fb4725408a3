"""One CSV file read: what a cell means, where a mistake stands, what a correction does."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dia_data.documents.transcripts import Column, Correction, Transcript, find_unknown_codes, read_transcript
from dia_data.storage.tables import FactTable

COLUMNS = (
    Column(name="city", data_type="VARCHAR", required=True),
    Column(name="country", data_type="VARCHAR", required=False),
    Column(name="size", data_type="VARCHAR", required=False),
    Column(name="people", data_type="INTEGER", required=False),
    Column(name="share", data_type="DOUBLE", required=False),
    Column(name="capital", data_type="BOOLEAN", required=False),
    Column(name="founded", data_type="DATE", required=False),
    Column(name="locator", data_type="VARCHAR", required=False),
    Column(name="basis", data_type="VARCHAR", required=True),
    Column(name="note", data_type="VARCHAR", required=False),
)
CITIES = FactTable(
    name="cities",
    key=("city",),
    codes={"country": "countries.country"},
    words={"size": ("small", "large")},
    limits={"share": (0, 100)},
)
READINGS = FactTable(name="cities", key=("city",), several_places=True)
HEADER = "city,country,size,people,share,capital,founded,locator,basis,note"
PRATO = "Prato,Italy,large,195000,4.2,false,1142-01-01,§1,stated,A note"

Reading = Callable[..., Transcript]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """Reads a file of these lines, below a header."""

    def read_lines(*lines: str, table: FactTable = CITIES, corrections: tuple[Correction, ...] = ()) -> Transcript:
        path = tmp_path / "cities.csv"
        path.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
        return read_transcript(path, table, COLUMNS, corrections)

    return read_lines


def test_each_cell_is_read_as_its_column_says(reading: Reading) -> None:
    transcript = reading(PRATO)
    assert transcript.problems == []
    assert transcript.rows == [
        {
            "city": "Prato",
            "country": "Italy",
            "size": "large",
            "people": 195000,
            "share": 4.2,
            "capital": False,
            "founded": date(1142, 1, 1),
            "locator": "§1",
            "basis": "stated",
            "note": "A note",
        }
    ]


def test_an_empty_cell_is_unknown_and_never_zero(reading: Reading) -> None:
    row = reading("Prato,,,, ,,,§1,stated,").rows[0]
    assert {name: value for name, value in row.items() if value is not None} == {
        "city": "Prato",
        "locator": "§1",
        "basis": "stated",
    }


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "cities.csv"
    names = HEADER.split(",")
    path.write_text(f"{','.join(reversed(names))}\n{','.join(reversed(PRATO.split(',')))}\n", encoding="utf-8")
    assert read_transcript(path, CITIES, COLUMNS).rows[0]["people"] == 195000


def test_a_file_saved_by_a_spreadsheet_with_a_mark_at_its_start_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cities.csv"
    path.write_text(f"{HEADER}\r\n{PRATO}\r\n", encoding="utf-8-sig", newline="")
    assert read_transcript(path, CITIES, COLUMNS).rows[0]["city"] == "Prato"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Prato,,,many,,,,§1,stated,", "column people: 'many' cannot be read; expected a whole number."),
        ("Prato,,,4.2,,,,§1,stated,", "column people: '4.2' cannot be read; expected a whole number."),
        ("Prato,,,1_000,,,,§1,stated,", "column people: '1_000' cannot be read; expected a whole number."),
        ("Prato,,,99999999999,,,,§1,stated,", "column people: '99999999999' cannot be read; expected a whole number."),
        ('Prato,,,,"4,2",,,§1,stated,', "column share: '4,2' cannot be read; expected a number with a decimal point."),
        ("Prato,,,,4.2%,,,§1,stated,", "column share: '4.2%' cannot be read; expected a number with a decimal point."),
        ("Prato,,,,,yes,,§1,stated,", "column capital: 'yes' cannot be read; expected true or false."),
        ("Prato,,,,,,1.1.1142,§1,stated,", "column founded: '1.1.1142' cannot be read; expected a date such as"),
        (",,,,,,,§1,stated,", "column city: the cell is empty; expected text."),
        ("Prato,,,,,,,,stated,", "column locator: the cell is empty; expected where in the document"),
        ("Prato,,huge,,,,,§1,stated,", "column size: 'huge' is unknown; expected one of small, large."),
        ("Prato,,,,,,,§1,guessed,", "column basis: 'guessed' is unknown; expected one of stated, approximate,"),
        ("Prato,,,,100.1,,,§1,stated,", "column share: 100.1 is outside its scale; expected 0 to 100."),
        ("Prato,,,,-0.1,,,§1,stated,", "column share: -0.1 is outside its scale; expected 0 to 100."),
        (
            "Prato,,,,,,,§1,stated,One, two",
            "column ?: there are more cells than columns; quote cells that hold a comma.",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place_and_what_was_expected(reading: Reading, line: str, problem: str) -> None:
    transcript = reading(PRATO.replace("Prato", "Pisa"), line)
    assert len(transcript.problems) == 1
    assert transcript.problems[0].startswith(f"{transcript.path}, line 3, {problem}")
    assert [row["city"] for row in transcript.rows] == ["Pisa"]


@pytest.mark.parametrize("share", ["0", "100", "-0.0"])
def test_the_ends_of_a_scale_belong_to_it(reading: Reading, share: str) -> None:
    assert reading(f"Prato,,,,{share},,,§1,stated,").problems == []


@pytest.mark.parametrize("share", ["nan", "inf", "-inf", "1e999"])
def test_what_computers_call_a_number_and_people_do_not_is_a_mistake(reading: Reading, share: str) -> None:
    problems = reading(f"Prato,,,,{share},,,§1,stated,", table=READINGS).problems
    assert [problem.split(": ")[1].split(" ")[0] for problem in problems] == [repr(share)]


def test_every_mistake_of_a_line_and_of_a_file_is_named(reading: Reading) -> None:
    problems = reading("Prato,,huge,many,,,,§1,stated,", "Pisa,,,few,,,,§1,stated,").problems
    places = [problem.split(", ", 1)[1].split(":")[0] for problem in problems]
    assert places == ["line 2, column people", "line 2, column size", "line 3, column people"]


def test_lines_are_counted_as_an_editor_counts_them(reading: Reading) -> None:
    transcript = reading('Prato,,,,,,,§1,stated,"A note', 'of two lines"', "", "Pisa,,,few,,,,§1,stated,")
    assert [problem.split(", ")[1] for problem in transcript.problems] == ["line 5"]
    assert transcript.lines == [2]


def test_unknown_and_missing_columns_are_named_before_any_row_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cities.csv"
    path.write_text(f"{HEADER.replace('people', 'peopel')}\nPrato,,,many,,,,§1,stated,\n", encoding="utf-8")
    transcript = read_transcript(path, CITIES, COLUMNS)
    assert transcript.rows == []
    assert transcript.problems == [
        f"{path}, line 1, column peopel: this column is unknown; expected {HEADER.replace(',', ', ')}.",
        f"{path}, line 1, column people: this column is missing.",
    ]


def test_a_column_that_stands_twice_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cities.csv"
    path.write_text(f"{HEADER},people\n{PRATO},7\n", encoding="utf-8")
    assert [problem.split(":")[0] for problem in read_transcript(path, CITIES, COLUMNS).problems] == [
        f"{path}, line 1, column people"
    ]


def test_a_key_may_stand_once(reading: Reading) -> None:
    transcript = reading(PRATO, "Pisa,,,,,,,§1,stated,", "Prato,,,,,,,§2,stated,")
    assert transcript.problems == [
        f"{transcript.path}, line 4, column city: ('Prato',) stands on line 2 already; expected each once."
    ]


def test_the_same_thing_may_be_stated_in_several_places_but_once_in_each(reading: Reading) -> None:
    places = [f"Prato,,,,,,,{place},stated," for place in ("§1", "§2")]
    assert reading(*places, table=READINGS).problems == []
    assert "stands on line 2 already" in reading(*places, places[0], table=READINGS).problems[0]


def correction(**changed: Any) -> Correction:
    values = {
        "id": "prato",
        "source": "atlas",
        "table": "cities",
        "match": {"country": "Italy"},
        "column": "city",
        "printed": "Pratto",
        "value": "Prato",
        "reason": "Typing slip.",
    }
    return Correction(**values | changed)


def test_a_correction_keeps_the_printed_value_and_its_reason_in_the_note(reading: Reading) -> None:
    transcript = reading("Pratto,Italy,,,,,,§1,stated,", "Pisa,Italy,,,,,,§1,stated,", corrections=(correction(),))
    assert transcript.problems == []
    noted = [(row["city"], row["note"]) for row in transcript.rows]
    assert noted == [("Prato", "Printed as 'Pratto'. Typing slip."), ("Pisa", None)]


def test_a_correction_adds_to_a_note_that_is_there(reading: Reading) -> None:
    row = reading("Pratto,Italy,,,,,,§1,stated,In Tuscany.", corrections=(correction(),)).rows[0]
    assert row["note"] == "In Tuscany. Printed as 'Pratto'. Typing slip."


@pytest.mark.parametrize(
    "changed",
    [
        {"printed": "Prado"},
        {"match": {"country": "Spain"}},
        {"match": {"nation": "Italy"}},
        {"column": "size"},
        {"column": "town"},
    ],
)
def test_a_correction_that_matches_nothing_is_a_mistake(reading: Reading, changed: dict[str, Any]) -> None:
    transcript = reading("Pratto,Italy,,,,,,§1,stated,", corrections=(correction(**changed),))
    assert len(transcript.problems) == 1
    assert transcript.problems[0].startswith(f"Correction 'prato': no row of {transcript.path} has")


def test_a_corrected_value_is_held_against_the_table_too(reading: Reading) -> None:
    slip = correction(column="share", printed="4,2", value="420")
    transcript = reading('Prato,Italy,,,"4,2",,,§1,stated,', corrections=(slip,))
    assert "column share: 420 is outside its scale" in transcript.problems[0]


def test_a_code_that_no_other_file_has_is_named(reading: Reading, tmp_path: Path) -> None:
    path = tmp_path / "countries.csv"
    path.write_text("country,locator,basis\nItaly,§1,stated\n", encoding="utf-8")
    columns = [column for column in COLUMNS if column.name in ("country", "locator", "basis")]
    countries = read_transcript(path, FactTable(name="countries", key=("country",)), columns)
    cities = reading(PRATO, "Lugo,Galicia,,,,,,§1,stated,", "Riga,,,,,,,§1,stated,")
    assert find_unknown_codes([cities, countries]) == [
        f"{cities.path}, line 3, column country: 'Galicia' is unknown; expected one of the codes in countries.country."
    ]
