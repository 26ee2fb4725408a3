"""The moving part of the briefing in words: counts that lead to lists, matters as lines, what changed, who reports."""

from datetime import date

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
    lines = matters.count_statuses([kpi(), kpi(), kpi(standing(status=Status.OFF_TRACK)), kpi(unreported())])
    assert [line.text for line in lines] == ["✕ **1** off track", "○ **1** not reported", "● **2** on track"]
    assert {line.page for line in lines} == {"kpis.py"}
    assert [line.address for line in lines] == [
        {"kpi_status": word} for word in ("off track", "not reported", "on track")
    ]


def test_every_kind_of_matter_has_a_sign_of_its_own_and_kpis_keep_theirs():
    assert set(matters.COLOURS) == set(MATTER_KINDS) == set(Kind)
    assert len({words.sign for words in MATTER_KINDS.values()}) == len(Kind)
    assert all(matters.COLOURS[kind] == LOOKS[kind].badge for kind in (Kind.OFF, Kind.AT_RISK, Kind.STALE))


def test_a_matter_is_a_link_with_its_kind_its_reason_and_its_owner():
    line = matters.describe_matter(MATTER)
    assert (line.link.text, line.link.page, line.link.address) == (
        "Training webinars", "kpis.py", {"kpi": "Training webinars"},
    )  # fmt: skip
    assert line.told().startswith(":red-badge[✕ off track] ")
    assert "4 of 8 expected by today, target 10" in line.told()
    assert line.told().endswith(f"· {escape_user_text('SCS')}]")


def test_a_long_reason_is_cut_on_the_screen_and_whole_in_the_list_of_all():
    line = matters.describe_matter(MATTER)
    assert "target 10" not in line.told(24)
    assert "…" in line.told(24)


def test_what_a_member_typed_as_a_decision_is_shown_as_text():
    decision = Matter(
        kind=Kind.OVERDUE, subject_kind="decision", subject="one", title="**bold**", reason="[x](http://y)",
        owner=None, page="meeting", weight=0.1,
    )  # fmt: skip
    told = matters.describe_matter(decision).told()
    assert "[x](" not in told
    assert matters.NOBODY in told


@pytest.mark.parametrize(
    ("found", "heading"),
    [([], "Nothing needs us today"), ([MATTER], "1 matter needs us"), ([MATTER, MATTER], "2 matters need us")],
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
    assert news.sentence == "2 KPIs have new results, 2 changed their status."
    assert [(one.link.text, one.before, one.is_worse) for one in news.moves] == [
        ("✕ off track: Webinars", "● on track", True),
        ("● on track: Fairs", "◐ at risk", False),
    ]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (None, ":gray-badge[○ SCS: not reported yet]"),
        (0, ":blue-badge[● SCS: today]"),
        (STALE_AFTER_DAYS, f":blue-badge[● SCS: {STALE_AFTER_DAYS} days ago]"),
        (STALE_AFTER_DAYS + 1, f":orange-badge[◔ SCS: {STALE_AFTER_DAYS + 1} days ago, stale]"),
    ],
)
def test_each_partner_has_a_badge_with_the_age_of_its_last_report(days: int | None, said: str):
    day = None if days is None else date.fromordinal(TODAY.toordinal() - days)
    assert matters.badge_last_reports([example(LastReport, partner="SCS", last_reported=day)], today=TODAY) == said
