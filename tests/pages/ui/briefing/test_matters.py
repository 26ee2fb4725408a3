"""The moving part of the briefing in words: counts that lead to lists, matters as lines, what changed, who reports."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dia_data.attention import Kind, LastReport, Matter
from dia_data.kpis import STALE_AFTER_DAYS, Status
from dia_data.wording.statuses import MATTER_KINDS
from pages.ui.briefing import matters
from pages.ui.indicators.kpi_rows import Change, Moved
from pages.ui.indicators.kpi_status import LOOKS
from pages.ui.markdown import escape_user_text
from tests.examples import example
from tests.pages.ui.kpi_rows import kpi, standing, unreported

TODAY = date(2021, 12, 31)
MATTER = Matter(
    kind=Kind.OFF, subject_kind="kpi", subject="webinars", title="Training webinars",
    reason="4 of 8 expected by today, target 10", owner="SCS", page="kpis", address={"kpi": "Training webinars"},
    weight=0.5,
)  # fmt: skip


def test_statuses_are_counted_worst_first_and_lead_to_the_list_filtered_to_them():
    counts = matters.count_statuses([kpi(), kpi(), kpi(standing(status=Status.OFF_TRACK)), kpi(unreported())])
    assert list(counts.items()) == [("off_track", 1), ("not_reported", 1), ("on_track", 2)]
    lines = matters.list_statuses(counts)
    assert [line.text for line in lines] == [
        ":red[:material/close:] **1** off track",
        ":gray[:material/radio_button_unchecked:] **1** not reported",
        ":blue[:material/trending_up:] **2** on track",
    ]
    assert {line.page for line in lines} == {"kpis.py"}
    assert [line.address for line in lines] == [
        {"kpi_status": word} for word in ("off track", "not reported", "on track")
    ]


def test_the_headline_says_how_many_need_action_and_whether_that_is_more_than_before():
    behind = kpi(standing(status=Status.OFF_TRACK))
    assert matters.write_headline([kpi(), behind], compared=", 1 more") == "1 of 2 KPIs needs action, 1 more"
    assert matters.write_headline([kpi(unreported())], compared="") == "1 KPI with targets, nothing reported yet"


@pytest.mark.parametrize(
    ("values", "gap"),
    [
        ({"status": Status.OFF_TRACK}, "2 short of 14"),
        ({"status": Status.AT_RISK, "scope_key": "BRA"}, "Brazil: 2 short of 14"),
        ({"status": Status.ABOVE_RANGE, "result": 16.0, "target_max": 15.0}, "1 above maximum 15"),
        ({"status": Status.STALE}, ""),
        ({"status": Status.OFF_TRACK, "result": None}, ""),
        ({"status": Status.ON_TRACK, "result": 14.0}, ""),
    ],
)
def test_the_gap_is_what_the_leading_standing_lacks_of_its_target(values: dict[str, Any], gap: str):
    assert matters.describe_gap(kpi(standing(**values)), {"BRA": "Brazil"}) == gap


def test_a_gap_in_per_cent_is_in_points():
    row = kpi(standing(status=Status.OFF_TRACK, result=40.0, target_min=60.0), unit="%")
    assert matters.describe_gap(row, {}) == "20 points short of 60 %"


def test_a_kpi_behind_has_its_bullet_and_its_gap_and_keeps_the_reason_for_the_list_of_all():
    line = matters.describe_matter(MATTER, kpi(standing(status=Status.OFF_TRACK)))
    assert line.bullet.startswith("<svg")
    assert line.summarise(40).startswith(":red-badge[:material/close:] ")
    assert "2 short of 14" in line.summarise(40)
    assert "4 of 8 expected by today, target 10" in line.describe()


def test_an_activity_says_how_late_it_is_and_keeps_what_members_say_of_it_for_the_list_of_all():
    late = replace(MATTER, kind=Kind.OVERDUE, subject_kind="activity", reason="16 days past its end: Travel rules")
    line = matters.describe_matter(late)
    assert "Travel" not in line.summarise(40)
    assert "16 days past its end" in line.summarise(40)
    assert "Travel rules" in line.describe()


def test_what_is_no_kpi_has_no_bullet():
    line = matters.describe_matter(replace(MATTER, kind=Kind.CONTRADICTORY), kpi())
    assert (line.bullet, line.gap) == ("", "")
    assert matters.describe_matter(MATTER).bullet == ""


def test_a_target_that_holds_for_each_market_is_told_once():
    row = kpi(unreported(scope_key="DEU"), unreported(scope_key="BRA"), scope="market", owner="SCS")
    line = matters.describe_target(row, {"DEU": "Germany", "BRA": "Brazil"})
    assert line.reason == "each market: target 14, due 30 Sep 2021"
    assert line.describe().endswith(f"{escape_user_text(line.reason)} :gray[· {escape_user_text('SCS')}]")
    other = kpi(unreported(scope_key="DEU"), unreported(scope_key="BRA", target_min=20.0), scope="market")
    assert matters.describe_target(other, {"DEU": "Germany"}).reason == "Germany: target 14, due 30 Sep 2021"


def test_every_kind_of_matter_has_a_sign_of_its_own_and_kpis_keep_theirs():
    assert set(matters.COLOURS) == set(matters.ICONS) == set(MATTER_KINDS) == set(Kind)
    assert len(set(matters.ICONS.values())) == len(Kind)
    assert all(matters.COLOURS[kind] == LOOKS[kind].badge for kind in (Kind.OFF, Kind.ABOVE, Kind.AT_RISK, Kind.STALE))


def test_a_matter_is_a_link_with_its_kind_its_reason_and_its_owner():
    line = matters.describe_matter(MATTER)
    assert (line.link.text, line.link.page, line.link.address) == (
        "Training webinars", "kpis.py", {"kpi": "Training webinars"},
    )  # fmt: skip
    assert line.describe().startswith(":red-badge[:material/close: off track] ")
    assert "4 of 8 expected by today, target 10" in line.describe()
    assert line.describe().endswith(f"· {escape_user_text('SCS')}]")


def test_a_long_reason_is_cut_on_the_screen_and_whole_in_the_list_of_all():
    line = matters.describe_matter(MATTER)
    assert "target 10" not in line.summarise(24)
    assert "…" in line.summarise(24)


def test_what_a_member_typed_as_a_decision_is_shown_as_text():
    decision = Matter(
        kind=Kind.OVERDUE, subject_kind="decision", subject="one", title="**bold**", reason="[x](http://y)",
        owner=None, page="meeting", weight=0.1,
    )  # fmt: skip
    told = matters.describe_matter(decision).describe()
    assert "[x](" not in told
    assert matters.NOBODY in told


@pytest.mark.parametrize(
    ("found", "heading"),
    [
        ([], "Nothing needs attention today"),
        ([MATTER], "1 item needs attention"),
        ([MATTER, MATTER], "2 items need attention"),
    ],
)
def test_the_heading_counts_the_matters(found: list[Matter], heading: str):
    assert matters.write_heading(found) == heading


def test_what_changed_names_the_occasion_and_what_got_worse_first():
    moves = (
        Moved(kpi_id="a", before="at_risk", now="on_track"),
        Moved(kpi_id="b", before="on_track", now="off_track"),
    )
    change = Change(since=date(2021, 12, 3), renewed=2, moves=moves)
    news = matters.describe_news(change, {"a": "Fairs", "b": "Webinars"}, occasion="the last meeting")
    assert news.title == "Since the last meeting, 3 Dec 2021"
    assert news.sentence == "2 KPIs have new results, 2 changed status."
    assert [(one.link.text, one.before, one.is_worse) for one in news.moves] == [
        ("off track: Webinars", "on track", True),
        ("on track: Fairs", "at risk", False),
    ]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (None, ":gray-badge[:material/radio_button_unchecked: SCS: not reported yet]"),
        (0, ":blue-badge[:material/check: SCS: today]"),
        (STALE_AFTER_DAYS, f":blue-badge[:material/check: SCS: {STALE_AFTER_DAYS} days ago]"),
        (STALE_AFTER_DAYS + 1, f":orange-badge[:material/history: SCS: {STALE_AFTER_DAYS + 1} days ago, stale]"),
    ],
)
def test_each_partner_has_a_badge_with_the_age_of_its_last_report(days: int | None, said: str):
    day = None if days is None else date.fromordinal(TODAY.toordinal() - days)
    assert matters.badge_last_reports([example(LastReport, partner="SCS", last_reported=day)], today=TODAY) == said
