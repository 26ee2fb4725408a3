"""A table for programs has every column under its heading, and figures as figures."""

import pandas as pd

from dia_data.wording.tables import put_in_words, title_columns


def test_columns_stand_under_their_headings_with_units():
    titled = title_columns(pd.DataFrame({"share_pct": [49.3], "basis": ["stated"], "typed by a member": ["x"]}))
    assert titled.to_dict("list") == {"Share (%)": [49.3], "How we know it": ["stated"], "typed by a member": ["x"]}


def test_the_mark_of_a_forecast_and_the_name_of_a_document_are_words():
    titled = title_columns(pd.DataFrame({"is_forecast": [True, False], "source_id": ["eco", None]}))
    assert titled["Forecast"].tolist() == ["forecast", None]
    assert titled["Document"].tolist() == ["ECO", None]


def test_codes_and_periods_are_words_on_the_screen_and_in_a_file_alike():
    rows = pd.DataFrame({"kind": ["market_contact"], "period": ["2021-Q4"], "value": [3.5]})
    assert put_in_words(rows).to_dict("list") == {
        "kind": ["contact in a market"],
        "period": ["2021 Q4"],
        "value": [3.5],
    }
    assert title_columns(rows).iloc[0].tolist() == ["contact in a market", "2021 Q4", 3.5]


def test_a_cell_of_badges_stays_a_list_for_the_screen():
    assert put_in_words(pd.DataFrame({"status": [["✕ off track"]]}))["status"].tolist() == [["✕ off track"]]


def test_columns_of_one_name_and_a_table_without_columns_stay():
    assert list(title_columns(pd.DataFrame([[1, 2]], columns=["same", "same"])).columns) == ["same", "same"]
    assert title_columns(pd.DataFrame(index=[0])).empty
