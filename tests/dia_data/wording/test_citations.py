"""Where rows come from, in one line."""

import pandas as pd

from dia_data.wording.citations import cite_place, cite_sources


def test_the_source_line_names_sections_publications_and_bases_once_each():
    rows = pd.DataFrame(
        {
            "source_id": ["d31", "d31", "d31", None],
            "locator": ["§5.4.1 table", "§5.4.1 prose", "§5.3 table", None],
            "edition": ["Atradius", "Atradius", "ITU", None],
            "basis": ["stated", "approximate", "stated", None],
        }
    )
    assert cite_sources(rows) == "Source: D3.1 §5.4.1, §5.3 · Atradius · ITU · stated, approximate."


def test_the_source_line_names_each_document_with_its_own_places():
    rows = pd.DataFrame(
        {
            "source_id": ["eco", "eco", "links", "d31"],
            "locator": ["Figure 3", "Figure 4, last row", "D3.1 §7; ECO Figure 6", "§7.1"],
            "basis": ["stated", "stated", "derived", "stated"],
        }
    )
    assert cite_sources(rows) == (
        "Source: ECO Figure 3, Figure 4 · our links, each with a reason · D3.1 §7.1 · stated, derived."
    )


def test_no_document_is_guessed_from_what_a_place_is_called():
    rows = pd.DataFrame({"locator": ["Figure 13", "§5.4.1 table"], "basis": ["stated", "stated"]})
    assert cite_sources(rows) == "Source: Figure 13, §5.4.1 · stated."


def test_a_source_without_a_short_name_is_called_by_its_id():
    rows = pd.DataFrame({"source_id": ["weo_2021"], "locator": ["Table A4"], "basis": ["stated"]})
    assert cite_sources(rows) == "Source: weo_2021 Table A4 · stated."
    assert cite_place(rows["source_id"][0], rows["locator"][0]) == "weo_2021 Table A4"


def test_a_locator_may_name_several_places_and_their_documents():
    rows = pd.DataFrame(
        {"locator": ["ECO Figure 13; ECO Figure 16", "D3.1 §5.2.5; ECO Figure 10"], "basis": ["stated", "derived"]}
    )
    assert cite_sources(rows) == "Source: ECO Figure 13, Figure 16, Figure 10 · D3.1 §5.2.5 · stated, derived."


def test_an_empty_table_has_no_source():
    assert cite_sources(pd.DataFrame()) == "Source: nothing is stated."


def test_rows_without_a_figure_have_no_source():
    assert cite_sources(pd.DataFrame({"locator": [None], "basis": [None]})) == "Source: nothing is stated."


def test_several_bases_of_one_row_are_named_once_each():
    rows = pd.DataFrame({"basis": ["stated", "inferred, stated", "derived"], "locator": None, "source_id": "eco"})
    assert cite_sources(rows) == "Source: stated, inferred, derived."
