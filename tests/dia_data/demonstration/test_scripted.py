"""What is set by hand in the demonstration is read with its types, and refused with file, line and column."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dia_data.demonstration import scripted
from dia_data.errors import DocumentInvalid


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(scripted, "FOLDER", tmp_path)
    scripted.read.cache_clear()
    yield tmp_path
    scripted.read.cache_clear()


def test_a_day_is_a_day_a_number_is_a_number_and_an_empty_cell_is_nothing(folder: Path):
    (folder / "plans.csv").write_text("recorded_on,expected,reason\n2020-01-20,1.5,\n")
    assert scripted.read("plans") == ({"recorded_on": date(2020, 1, 20), "expected": 1.5, "reason": None},)


def test_columns_named_for_it_hold_whole_numbers(folder: Path):
    (folder / "counts.csv").write_text("kpi_id,2020-Q1\nwebinars,3\n")
    assert scripted.read("counts", "2020-Q1") == ({"kpi_id": "webinars", "2020-Q1": 3},)


def test_a_cell_that_cannot_be_read_is_named_by_file_line_and_column(folder: Path):
    (folder / "plans.csv").write_text("recorded_on,expected\n2020-01-20,1\nsoon,2\n")
    with pytest.raises(DocumentInvalid, match=r"plans\.csv, line 3, column recorded_on: 'soon' cannot be read"):
        scripted.read("plans")


@pytest.mark.parametrize("name", sorted(file.stem for file in scripted.FOLDER.glob("*.csv")))
def test_each_file_of_the_demonstration_is_read_by_it(name: str):
    program = "".join(file.read_text(encoding="utf-8") for file in scripted.FOLDER.parent.glob("*.py"))
    assert f'read("{name}"' in program
