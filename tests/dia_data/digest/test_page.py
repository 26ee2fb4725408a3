"""What stands in the page of a partner, and how it reads."""

from datetime import date

import pytest

from dia_data.agenda import AgendaItem, Meeting, Since
from dia_data.attention import Kind, Matter
from dia_data.digest.facts import Due, Move, News, NextMeeting, Taken
from dia_data.digest.page import Page, Part, resolve_view
from dia_data.kpis import Status
from dia_data.queries.decisions import Decision
from dia_data.queries.evaluations import FollowUp
from dia_data.roadmap import Activity, ActivityStatus, State
from tests.dia_data.digest.conftest import ALL_REPORTED, Q3, build_digest, make_page
from tests.examples import example


def find_part(page: Page, title: str) -> Part:
    (part,) = (part for section in page.sections for part in section.parts if part.title == title)
    return part


def texts(page: Page, title: str) -> list[str]:
    return [line.text for line in find_part(page, title).lines]


def matter(title: str, owner: str | None = None) -> Matter:
    return example(
        Matter, kind=Kind.OFF, subject_kind="kpi", subject=title, title=title, reason="2 of 5 expected by 31 Dec 2021",
        owner=owner, page="kpis", address={"kpi": title},
    )  # fmt: skip


def test_the_page_begins_with_all_that_is_due_counted() -> None:
    due = Due(
        quarters=(Q3,),
        decisions=(example(Decision, text="Invite the hosts.", due=date(2021, 12, 10)),),
        kpis=(matter("Webinars"), matter("Followers")),
    )
    page = make_page(due=due)
    assert page.headline == "SCS: 3 lines to report for 2021 Q3, 1 open decision and 2 KPIs that need action"
    assert page.subject == f"DIA digest for SCS, 31 Dec 2021: {page.headline.removeprefix('SCS: ')}"
    assert [section.title for section in page.sections] == [
        "Due from SCS", "Changed since 2 Nov 2021 (the last meeting)", "Next meeting",
    ]  # fmt: skip


def test_open_lines_are_listed_by_kpi_and_lead_to_the_sheet_of_the_quarter() -> None:
    part = find_part(make_page(due=Due(quarters=(Q3,))), "Reports")
    assert part.sentence == "3 of 5 lines due for 2021 Q3 are open. Open for 2021 Q3:"
    assert [line.text for line in part.lines] == ["Training webinars", "Matchmaking meetings: Germany and USA"]
    assert part.view == "/record?report=Quarter&period=2021-Q3"


def test_of_a_quarter_that_runs_it_is_told_when_it_ends_and_the_one_that_ended_is_listed_first() -> None:
    running = example(type(Q3), period="2021-Q4", ends=date(2021, 12, 31), due=4, kpis=Q3.kpis[:1])
    both = find_part(make_page(due=Due(quarters=(Q3, running))), "Reports")
    assert both.sentence == (
        "3 of 5 lines due for 2021 Q3 are open. 1 of 4 lines due for 2021 Q4 is open. "
        "2021 Q4 ends on 31 Dec 2021. Open for 2021 Q3:"
    )
    later = find_part(make_page(due=Due(quarters=(ALL_REPORTED, running))), "Reports")
    assert later.sentence.startswith("All 5 lines due for 2021 Q3 are reported. 1 of 4")
    assert ([line.text for line in later.lines], later.place) == (
        ["Training webinars"],
        "Record, view Quarter, 2021 Q4",
    )


def test_a_partner_with_nothing_due_is_told_so() -> None:
    page = make_page("GAIA")
    assert page.headline == "GAIA: nothing is due"
    assert [part.title for part in page.sections[0].parts] == ["Reports"]
    assert find_part(page, "Reports").sentence == "All 5 lines due for 2021 Q3 are reported."
    assert find_part(page, "KPI statuses").sentence == "No KPI changed status."
    assert find_part(page, "Recorded by members").sentence == "Nothing was recorded."
    assert find_part(page, "What needs attention first").sentence == "No meeting is planned. Nothing needs attention."


def test_a_programme_that_has_not_begun_or_is_over_says_so() -> None:
    early = find_part(make_page(due=Due(), starts=date(2022, 1, 1)), "Reports")
    assert early.sentence == "The programme starts on 1 Jan 2022: no quarter can be reported yet."
    late = find_part(make_page(ended=date(2021, 9, 30)), "Reports")
    assert late.sentence == "All 5 lines due for 2021 Q3 are reported. The programme ended on 30 Sep 2021."
    undated = find_part(make_page(due=Due()), "Reports")
    assert undated.sentence == "The programme has no dates, so no quarter can be reported."


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2021, 12, 10), "Overdue since 10 Dec 2021"),
        (date(2021, 12, 31), "Due 31 Dec 2021"),
        (None, "No due date"),
    ],
)
def test_a_decision_and_a_recommendation_say_when_they_are_due(day: date | None, words: str) -> None:
    due = Due(
        decisions=(example(Decision, text="Invite the hosts.", due=day),),
        recommendations=(example(FollowUp, recommendation="Check names.", due=day, activity_name="SME call"),),
    )
    page = make_page(due=due)
    assert texts(page, "Open decisions") == [f"{words}: Invite the hosts."]
    assert texts(page, "Open recommendations of the self-evaluation") == [f"{words}: Check names. (SME call)"]


def test_an_activity_says_how_we_know_that_the_partner_has_a_part_in_it() -> None:
    def taken(state: State) -> Taken:
        status = example(
            ActivityStatus, activity=example(Activity, activity_name="SME call"), state=state, ends=date(2021, 12, 15)
        )
        return Taken(status=status, how=("has an event of it", "reported results of it"))

    page = make_page(due=Due(activities=(taken(State.OVERDUE), taken(State.RUNNING))))
    how = "has an event of it and reported results of it"
    assert texts(page, "Activities overdue or due this month") == [
        f"SME call: overdue since 15 Dec 2021; {how}",
        f"SME call: running, ends 15 Dec 2021; {how}",
    ]
    assert page.headline == "SCS: 2 activities due"


def test_statuses_that_moved_say_from_where_and_whose_they_are() -> None:
    move = Move(kpi_id="w", kpi_name="Webinars", owner="SCS", before=Status.ON_TRACK, now=Status.OFF_TRACK)
    news = News(since=Since(day=date(2021, 12, 1), occasion="the last reports"), moves=(move,), recorded=())
    assert texts(make_page(news=news), "KPI statuses") == ["Webinars: off track, was on track; SCS is the owner"]
    other = make_page("GAIA", news=news)
    assert texts(other, "KPI statuses") == ["Webinars: off track, was on track"]
    assert find_part(other, "KPI statuses").sentence == "1 KPI changed status."


@pytest.mark.parametrize(("changes", "sentence"), [(1, "1 change:"), (9, "9 changes; the 8 newest are:")])
def test_of_many_changes_the_newest_are_told_and_the_others_counted(changes: int, sentence: str) -> None:
    news = News(
        since=Since(day=date(2021, 12, 1), occasion="the last reports"),
        moves=(),
        recorded=tuple(f"{place} results" for place in range(changes)),
    )
    part = find_part(make_page(news=news), "Recorded by members")
    assert (part.sentence, len(part.lines)) == (sentence, min(changes, 8))


MEETING = example(Meeting, meeting_name="January", held_on=date(2022, 1, 11), state="planned")


def test_the_meeting_is_told_with_its_agenda_and_the_items_of_the_partner_are_marked() -> None:
    items = (
        example(AgendaItem, title="Webinars", minutes=5, kpi_id="w", view="/kpis?kpi=Webinars"),
        example(AgendaItem, title="Next meeting", minutes=10),
    )
    coming = NextMeeting(meeting=MEETING, items=items, first=(matter("Followers"),))
    page = make_page(meeting=coming, owned=frozenset({"w"}))
    assert page.sections[-1].title == "Next meeting: January, 11 Jan 2022"
    assert find_part(page, "Agenda").sentence == "2 items, 15 minutes."
    assert texts(page, "Agenda") == ["Webinars, 5 minutes; SCS is the owner", "Next meeting, 10 minutes"]
    assert texts(make_page("GAIA", meeting=coming), "Agenda")[0] == "Webinars, 5 minutes"


@pytest.mark.parametrize(("meeting", "why"), [(None, "No meeting is planned."), (MEETING, "It has no agenda yet.")])
def test_without_an_agenda_what_needs_attention_first_is_told_with_its_owner(meeting: Meeting | None, why: str) -> None:
    first = (matter("Webinars", "GAIA"), matter("Followers"))
    page = make_page(meeting=NextMeeting(meeting=meeting, items=(), first=first))
    part = find_part(page, "What needs attention first")
    assert part.sentence == f"{why} First in the queue:"
    assert [line.text for line in part.lines] == [
        "Off track: Webinars (GAIA) – 2 of 5 expected by 31 Dec 2021",
        "Off track: Followers – 2 of 5 expected by 31 Dec 2021",
    ]


def test_the_demonstration_is_marked_in_the_subject() -> None:
    page = make_page(is_demonstration=True)
    assert page.subject == "Demonstration (synthetic): DIA digest for SCS, 31 Dec 2021: nothing is due"
    assert build_digest().is_demonstration is False


@pytest.mark.parametrize(
    ("view", "base", "address"),
    [
        ("/kpis?kpi=A+%26+B", "https://dia.example.org/", "https://dia.example.org/kpis?kpi=A+%26+B"),
        ("/meeting", "https://example.org/dia", "https://example.org/dia/meeting"),
        ("/kpis", "", None),
        (None, "https://dia.example.org", None),
        ("javascript:alert(1)", "https://dia.example.org", None),
        ("//evil.example.org/kpis", "https://dia.example.org", None),
    ],
)
def test_a_link_leads_to_a_view_of_ours_alone(view: str | None, base: str, address: str | None) -> None:
    assert resolve_view(view, base=base, is_demonstration=False) == address


def test_a_link_of_the_demonstration_leads_to_the_demonstration() -> None:
    address = resolve_view("/kpis?kpi=A", base="https://dia.example.org", is_demonstration=True)
    assert address == "https://dia.example.org/kpis?kpi=A&workspace=demonstration"
