"""Where figures come from: documents, batches, bases, gaps, corrections and the search through all of them."""

import tomllib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from dia_data.queries import sources
from dia_data.settings import CORRECTIONS
from dia_data.storage.store import Change, Reader, Store
from tests.conftest import Record, enter

Query = Callable[..., pd.DataFrame]


def found(reader: Reader, words: str) -> list[dict[str, Any]]:
    return sources.search(reader, words=words).to_dict("records")


# Search


def test_search_finds_a_figure_by_words_of_what_it_says_with_its_place(loaded: Store) -> None:
    places = {(row["figure"], row["locator"]) for row in found(loaded, "120 days")}
    assert ("Payments in the ICT sector, Italy, not stated", "§5.4.3 Summary") in places
    assert ("Payments in the ICT sector, Italy, not stated", "§5.4.3 prose") in places
    assert ("Italy: summary", "§5.4.3 Summary") in places


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("longest payments usa", "even 120 days"),
        ("germany gdp growth 2017", "2,5 %"),
        ("china ict output growth 2017", "9.1%"),
        ("china index rank", "80 rank"),
    ],
)
def test_search_says_what_is_printed_and_its_unit_once(loaded: Store, words: str, says: str) -> None:
    assert says in [row["says"] for row in found(loaded, words)]


def test_a_figure_of_one_country_is_not_found_by_a_note_that_compares_it_with_another(loaded: Store) -> None:
    assert [row["figure"] for row in found(loaded, "payments germany") if "China" in row["figure"]] == []


def test_notes_are_searched_for_what_nothing_else_contains(loaded: Store) -> None:
    noted = next(row for row in found(loaded, "payments china") if row["note"])
    assert noted["figure"] in {row["figure"] for row in found(loaded, noted["note"])}


def test_every_word_must_be_found_in_any_order_and_case(loaded: Store) -> None:
    said = sorted(row["says"] for row in found(loaded, "italy payments"))
    assert len(said) > 1
    assert sorted(row["says"] for row in found(loaded, "  PAYMENTS\titaly ")) == said
    assert found(loaded, "italy payments unicorn") == []


@pytest.mark.parametrize(
    ("words", "topic", "source_id"),
    [
        ("more than 850 companies", "Statements", "d31"),
        ("data & security", "Survey", "d31"),
        ("semiconductor sales", "Market notes", "d31"),
        ("northern europe southwest europe rd", "Cooperation", "eco"),
        ("big data digital industries interdependency", "Mega trends", "eco"),
        ("dependence on bank finance germany", "Credit risk", "d31"),
        ("mid-term self-evaluation", "Activities", "d31"),
        ("followers in social networks", "KPIs", "d31"),
        ("strong consortium", "SWOT", "d31"),
        ("154", "Statements", "eco"),
    ],
)
def test_search_reaches_every_kind_of_figure(loaded: Store, words: str, topic: str, source_id: str) -> None:
    assert (topic, source_id) in {(row["topic"], row["source_id"]) for row in found(loaded, words)}


@pytest.mark.parametrize("words", ["", "   ", "\t\n"])
def test_no_words_find_nothing_and_keep_the_columns(loaded: Store, words: str) -> None:
    nothing = sources.search(loaded, words=words)
    assert nothing.empty
    assert list(nothing.columns) == ["topic", "figure", "says", "source_id", "locator", "basis", "note"]


@pytest.mark.parametrize("words", ["'; drop table batches; --", "%", "_", "\\", "$as_of", "(.*"])
def test_words_are_words_and_no_pattern_and_no_sql(draft: Change, words: str) -> None:
    enter(
        draft,
        {"stated_facts": [{"fact_id": "a", "statement": "Plain"}, {"fact_id": "b", "statement": f"So {words} said"}]},
    )
    assert [row["says"] for row in found(draft, words)] == [f"So {words} said"]


def test_a_search_that_finds_very_much_shows_a_part(loaded: Store) -> None:
    assert len(found(loaded, "e")) == sources.SEARCH_LIMIT


def test_what_is_withdrawn_is_not_found(store: Store, record: Record) -> None:
    batch = record({"stated_facts": [{"statement": "Six clusters"}]})
    assert len(found(store, "clusters")) == 1
    with store.change() as change:
        change.withdraw(batch, withdrawn_by="a member", reason="It was wrong.")
    assert found(store, "clusters") == []


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        (date(2020, 12, 1), date(2021, 1, 31), "planned 2020-12-01 to 2021-01-31"),
        (date(2020, 12, 1), None, "2020-12-01"),
        (None, date(2021, 1, 31), "2021-01-31"),
        (None, None, "timing not in the source"),
    ],
)
def test_a_date_that_is_known_is_said_even_if_the_other_is_not(
    draft: Change, starts: date | None, ends: date | None, said: str
) -> None:
    dates = {"activity_id": "mission", "kind": "planned", "starts": starts, "ends": ends}
    enter(draft, {"activities": [{"activity_id": "mission", "activity_name": "A mission"}], "activity_dates": [dates]})
    (row,) = found(draft, "mission")
    assert said in row["says"]


# Documents, batches, bases


def test_both_documents_are_described_with_what_they_state_about_themselves(loaded: Store) -> None:
    described = {row["source_id"]: row for row in sources.documents(loaded).to_dict("records")}
    assert described["d31"]["title"] == "D 3.1 Joint Internationalization Strategy"
    assert described["eco"]["title"] == "Cluster Internationalisation and Global Mega Trends"
    for document in (described["d31"], described["eco"]):
        assert document["disclaimer"]
        assert document["producer"]
        assert pd.isna(document["published"])


def test_batches_come_newest_first_and_say_whether_they_count(store: Store, record: Record) -> None:
    first, second = record({"trends": [{}]}), record({"swot_items": [{}]})
    with store.change() as change:
        change.withdraw(first, withdrawn_by="Ada", reason="It was wrong.")
    rows = sources.batches(store)
    assert rows["batch_id"].to_list() == [second, first]
    assert rows["counts_at"].to_list() == [True, False]
    assert rows["withdrawn_by"].to_list()[1] == "Ada"
    assert rows["withdrawn_reason"].to_list()[1] == "It was wrong."


def test_batches_say_whether_they_counted_at_a_past_date(store: Store, record: Record) -> None:
    record({"trends": [{}]})
    moment = sources.first_recorded(store)
    record({"swot_items": [{}]})
    assert sources.batches(store, as_of=moment)["counts_at"].to_list() == [False, True]
    before = sources.batches(store, as_of=moment - timedelta(microseconds=1))
    assert before["counts_at"].to_list() == [False, False]


def test_the_first_recording_is_none_before_anything_is_recorded(store: Store, record: Record) -> None:
    assert sources.first_recorded(store) is None
    record({"trends": [{}]})
    first = sources.first_recorded(store)
    record({"trends": [{}]})
    assert isinstance(first, datetime)
    assert sources.first_recorded(store) == first


def test_bases_are_counted_for_each_topic_and_leave_no_figure_out(loaded: Store) -> None:
    rows = sources.basis_by_topic(loaded)
    assert rows["figures"].sum() == loaded.value("select count(*) from figures_as_of(null) where is_known")
    counted = {(row["topic"], row["basis"]): row["figures"] for row in rows.to_dict("records")}
    assert counted["Markets", "approximate"] == 12
    assert counted["KPIs", "stated"] == 23
    assert counted["Survey", "approximate"] == 2


def test_a_lost_mark_and_a_lost_bar_are_found_and_are_no_figures(loaded: Store) -> None:
    lost = loaded.rows("select topic, count(*) as lines from figures_as_of(null) where not is_known group by topic")
    assert {row["topic"]: row["lines"] for row in lost} == {"Activities": 21, "Credit risk": 27, "Value chains": 1}
    assert found(loaded, "position of the mark lost")


def test_figures_are_counted_of_the_documents_that_hold_them(store: Store, record: Record) -> None:
    fact = {"statement": "Six clusters"}
    record({"stated_facts": [fact | {"fact_id": "a"}]}, kind="document", source_id="d31")
    record({"industry_links": [{"industry_id": "x"}]}, kind="document", source_id="links")
    record({"stated_facts": [fact | {"fact_id": "b"}]})
    totals = sources.totals(store)
    assert (totals["figures"], totals["documents"], totals["recorded"]) == (1, 1, 1)


def test_the_coverage_counts_what_is_lost_apart_and_adds_up_to_all_figures(loaded: Store) -> None:
    rows = sources.coverage(loaded)
    assert sum(row.figures for row in rows if row.basis) == sources.totals(loaded)["figures"]
    lost = {row.topic: row.figures for row in rows if row.basis is None}
    assert lost == {"Activities": 21, "Credit risk": 27, "Value chains": 1}


def test_behind_each_count_of_the_coverage_are_as_many_figures(loaded: Store) -> None:
    for row in sources.coverage(loaded):
        found = sources.figures_behind(loaded, source_id=row.source_id, topic=row.topic, basis=row.basis)
        assert len(found) == row.figures


def test_what_is_from_no_document_is_counted_apart(store: Store, record: Record) -> None:
    record({"stated_facts": [{"fact_id": "b", "statement": "Six clusters"}]})
    (row,) = sources.coverage(store)
    assert (row.source_id, row.topic, row.figures) == (None, "Statements", 1)


def test_gaps_show_which_market_lacks_which_indicator(loaded: Store) -> None:
    rows = sources.market_gaps(loaded).to_dict("records")
    periods = {(row["indicator_name"], row["country_name"]): row["periods"] for row in rows}
    assert periods["GDP growth", "Germany"] == "2017, 2018, 2019"
    assert pd.isna(periods["GDP growth", "Brazil"])
    assert periods["ICT Development Index rank", "Brazil"] == "2017"
    assert len(periods) == len(rows) == 8 * 8


def test_each_correction_is_listed_with_what_is_printed_and_why(loaded: Store) -> None:
    rows = sources.corrections(loaded).to_dict("records")
    declared = tomllib.loads(CORRECTIONS.read_text(encoding="utf-8"))["correction"]
    assert {(row["printed"], row["corrected"], row["reason"]) for row in rows} == {
        (slip["printed"], slip["value"], slip["reason"]) for slip in declared
    }
    assert len(rows) == len(declared)


@pytest.mark.parametrize(
    "query",
    [sources.documents, sources.batches, sources.basis_by_topic, sources.market_gaps, sources.corrections],
)
def test_an_answer_without_rows_keeps_its_columns(blank: Store, loaded: Store, query: Query) -> None:
    nothing = query(blank)
    assert nothing.empty
    assert list(nothing.columns) == list(query(loaded).columns)
