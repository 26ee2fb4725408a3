"""The looks of statuses: none without an icon and a word, and none that is left out."""

from dia_data.kpis import ORDER, RULES
from pages._server.assets import PAGES, find_named_icons
from pages.ui.indicators import kpi_rows, kpi_status


def test_every_status_of_the_engine_has_its_look_and_they_stand_worst_first():
    assert list(kpi_status.LOOKS) == list(ORDER)


def test_counts_are_badges_worst_first_and_leave_out_what_does_not_occur():
    assert kpi_status.badge_counts(["achieved", "off_track", "achieved"]) == (
        ":red-badge[:material/close: **1** off track] :blue-badge[:material/check: **2** achieved]"
    )
    assert kpi_status.badge_counts([]) == ""
    assert kpi_status.count_words(["achieved", "off_track", "achieved"]) == ["1 off track", "2 achieved"]


def test_every_status_has_an_icon_of_its_own_that_the_font_is_made_for():
    icons = [look.icon for look in kpi_status.ALL.values()]
    assert len(set(icons)) == len(icons)
    named = find_named_icons(PAGES, "*.py")
    assert {icon.removeprefix(":material/").removesuffix(":") for icon in icons} <= named


def test_the_rules_on_the_page_are_those_of_the_engine_with_their_thresholds():
    shown = kpi_rows.list_rules()
    assert len(shown) == len(RULES) + 1
    told = " ".join(shown["When"])
    assert all(threshold in told for threshold in ("90%", "75%", "92 days"))
