"""The sources page: contradictions with their rows, what is missing, and a search that finds any figure."""

from datetime import timedelta
from pathlib import Path

import pytest

from dia_data.queries import swot as questions
from dia_data.record import swot as recording
from dia_data.storage.store import Store
from pages.ui.sources import lists
from tests.pages.conftest import Opened

VIEWS = ("Contradictions", "What is missing", "Documents", "Corrections", "Changes")


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_opens(opened: Opened, view: str):
    assert opened("sources", list=view).segmented_control(key="list").value == view


def test_a_link_from_before_the_views_were_renamed_still_opens_its_view(opened: Opened):
    assert opened("sources", view="Documents").segmented_control(key="list").value == "Documents"


def test_the_page_opens_with_how_much_is_known_and_how_much_of_it_is_in_doubt(opened: Opened):
    app = opened("sources")
    assert app.header[0].value == (
        "1,092 figures and statements from 2 documents; 23 of 64 market figures are missing, 12 contradictions"
    )
    assert app.markdown[0].value == (
        "Market figures: 8 indicators compared in 8 markets, reserves included. "
        "12 contradictions, found by 5 of 12 checks."
    )


def test_a_link_opens_the_figures_of_a_cell_of_the_map(opened: Opened):
    app = opened("sources", cell="Markets, D3.1: approximate")
    assert [dialog.proto.dialog.title for dialog in app.get("dialog")] == ["Markets, D3.1\\: approximate"]
    (rows,) = [table.value for table in app.dataframe if "figure" in table.value]
    assert (len(rows), set(rows["basis"])) == (12, {"approximate"})


def test_an_unknown_cell_in_a_link_is_named(opened: Opened):
    assert "Moon, D3" in opened("sources", cell="Moon, D3.1: stated").warning[0].value


def test_the_maps_say_how_much_is_known_and_that_what_is_lost_is_no_figure(opened: Opened):
    app = opened("sources")
    said = " ".join(part.value for part in [*app.markdown, *app.caption])
    assert "1,092 figures and statements by topic, and how we know them" in said
    assert "49 lines whose value is lost, not counted as figures" in said


def test_a_search_finds_a_figure_and_its_section(opened: Opened):
    found = opened("sources", words="120 days Italy").dataframe[0].value
    assert "§5.4.3 prose" in set(found["locator"])


def test_a_search_without_a_hit_says_so(opened: Opened):
    assert "No figure contains all these words" in opened("sources", words="unicorn").info[0].value


def test_a_contradiction_is_a_sentence_with_the_number_of_rows(opened: Opened):
    titles = [expander.label for expander in opened("sources").expander]
    assert any("2 contradictions:" in title and "count stated in prose" in title for title in titles)


def test_what_the_sources_leave_out_stands_in_a_list_of_its_own(opened: Opened):
    titles = [expander.label for expander in opened("sources", list="What is missing").expander]
    assert any("12 notes:" in title and "Figures 6 and 7" in title for title in titles)
    assert not any("contradiction" in title for title in titles)


def test_the_gaps_name_what_brazil_lacks(opened: Opened):
    gaps = opened("sources", list="What is missing").table[0].value
    assert gaps.loc["GDP growth", "Brazil"] == "not in the source"
    assert gaps.loc["GDP growth", "Italy"] == "2017, 2018, 2019"


def test_documents_show_their_origin_and_what_is_not_stated(opened: Opened):
    text = " ".join(part.value for part in opened("sources", list="Documents").markdown)
    assert "**Published:** *not in the source*" in text
    assert "VDI/VDE" in text


def test_corrections_keep_what_is_printed_and_say_why(opened: Opened):
    rows = opened("sources", list="Corrections").dataframe[0].value
    slip = rows[rows["printed"] == "avarage"].iloc[0]
    assert slip["corrected"] == "average"
    assert slip["reason"]


def test_batches_say_whether_they_count(opened: Opened):
    batches = opened("sources", list="Changes").dataframe[0].value
    assert batches["counts_at"].all()
    assert set(batches["kind"]) == {"document"}


def test_the_page_says_how_old_the_newest_backup_is(tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lists, "BACKUPS", tmp_path)
    assert "No backup yet." in [caption.value for caption in opened("sources").caption]
    (tmp_path / "dia-2021-11-30.duckdb").write_bytes(b"")
    assert "Newest backup: less than an hour ago." in [caption.value for caption in opened("sources").caption]


@pytest.mark.parametrize(
    ("hours", "said"), [(0.9, "less than an hour ago"), (1, "1 hour ago"), (23, "23 hours ago"), (24, "1 day ago"),
        (80, "3 days ago")]
)  # fmt: skip
def test_an_age_is_said_in_whole_hours_or_days(hours: float, said: str):
    assert lists.format_age(timedelta(hours=hours)) == said


def test_codes_in_a_text_read_as_words():
    assert lists.spell_codes("Exploratory missions (each_market), A_b") == "Exploratory missions (each market), A_b"


def test_a_retired_point_is_found_and_called_retired(own: Store, opened: Opened):
    point = questions.points(own)[0]
    recording.retire(own, item_id=point.item_id, reason="outdated", author="Ana", seen=point.batch_id)
    found = opened("sources", words=point.text).dataframe[0].value
    assert "SWOT (retired point)" in set(found["topic"])
