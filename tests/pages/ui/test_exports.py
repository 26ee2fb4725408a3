"""What leaves as CSV can be read back and runs nowhere."""

import csv
import io

import pandas as pd
import pytest

from pages.ui import exports


def read_back(rows: pd.DataFrame) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exports.csv(rows).decode("utf-8-sig"))))


def test_numbers_and_text_come_back_as_they_were():
    (row,) = read_back(pd.DataFrame({"name": ["Café, “bar”"], "value": [-2.3]}))
    assert row == {"name": "Café, “bar”", "value": "-2.3"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(“x”)"])
def test_text_that_a_spreadsheet_would_run_is_quoted(text: str):
    (row,) = read_back(pd.DataFrame({"text": [text]}))
    assert row["text"] == "'" + text


def test_what_is_unknown_is_an_empty_cell():
    (row,) = read_back(pd.DataFrame({"value": [None], "note": ["x"]}))
    assert row["value"] == ""
