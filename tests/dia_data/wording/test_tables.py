"""A table for programs has every column under its heading, and figures as figures."""

import pandas as pd

from dia_data.wording.tables import title_columns


def test_columns_stand_under_their_headings_with_units():
    titled = title_columns(pd.DataFrame({"share_pct": [49.3], "basis": ["stated"], "typed by a member": ["x"]}))
    assert titled.to_dict("list") == {"Share (%)": [49.3], "How we know it": ["stated"], "typed by a member": ["x"]}


def test_the_mark_of_a_forecast_and_the_name_of_a_document_are_words():
    titled = title_columns(pd.DataFrame({"is_forecast": [True, False], "source_id": ["eco", None]}))
    assert titled["Forecast"].tolist() == ["forecast", None]
    assert titled["Document"].tolist() == ["ECO", None]


def test_columns_of_one_name_and_a_table_without_columns_stay():
    assert list(title_columns(pd.DataFrame([[1, 2]], columns=["same", "same"])).columns) == ["same", "same"]
    assert title_columns(pd.DataFrame(index=[0])).empty
