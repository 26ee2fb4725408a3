"""The looks of statuses: none without a sign and a word, and none that is left out."""

from dia_data.kpis import ORDER, RULES
from pages.ui.indicators import kpi_rows, kpi_status


def test_every_status_of_the_engine_has_its_look_and_they_stand_worst_first():
    assert list(kpi_status.LOOKS) == list(ORDER)


def test_counts_are_badges_worst_first_and_leave_out_what_does_not_occur():
    assert kpi_status.badge_counts(["achieved", "off_track", "achieved"]) == (
        ":red-badge[✕ **1** off track] :blue-badge[✓ **2** achieved]"
    )
    assert kpi_status.badge_counts([]) == ""
    assert kpi_status.count_words(["achieved", "off_track", "achieved"]) == ["1 off track", "2 achieved"]


def test_a_tally_is_short_text():
    assert kpi_status.tally_statuses(["achieved", "at_risk", "off_track", "at_risk"]) == "✕ 1 ◐ 2 ✓ 1"


def test_the_rules_on_the_page_are_those_of_the_engine_with_their_thresholds():
    shown = kpi_rows.list_rules()
    assert len(shown) == len(RULES) + 1
    told = " ".join(shown["When"])
    assert all(threshold in told for threshold in ("90%", "75%", "92 days"))
