"""Each column is described once, and nothing is guessed of one that is not."""

from collections import Counter

from dia_data.wording.columns import (
    COLUMNS,
    INTERVALS,
    Format,
    Role,
    describe_column,
    list_undescribed,
)


def test_a_column_is_described_once():
    assert [name for name, times in Counter(column.name for column in COLUMNS).items() if times > 1] == []


def test_both_ends_of_an_interval_and_what_says_it_alone_are_figures():
    assert {
        name for interval in INTERVALS for name in interval.columns if describe_column(name).role is not Role.FIGURE
    } == (set())


def test_an_interval_shares_its_unit_with_its_ends():
    assert [
        interval.heading
        for interval in INTERVALS
        if {describe_column(name).unit for name in (interval.low, interval.high)} != {interval.unit}
    ] == []


def test_whatever_says_where_a_figure_is_from_says_so_in_a_narrow_paper_too():
    silent = [column.name for column in COLUMNS if column.role is Role.PROVENANCE and not column.in_source]
    assert silent == []


def test_a_heading_names_the_unit_that_all_cells_share():
    assert describe_column("share_pct").title == "Share (%)"
    assert describe_column("value").title == "Value"


def test_a_heading_names_the_clock_of_its_moments():
    assert describe_column("changed_at_local").title == "When (Brussels time)"


def test_a_column_that_nobody_described_reads_as_it_is_called():
    column = describe_column("partner_ids_code")
    assert (column.title, column.role, column.format) == ("partner_ids_code", Role.NAME, Format.AS_IS)
    assert list_undescribed(["value", "partner_ids_code"]) == ["partner_ids_code"]
