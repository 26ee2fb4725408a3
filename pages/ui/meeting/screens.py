"""What each item of an agenda shows: what is to be said in a few lines, and its chart, with the figures of a moment."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any, TypeVar

import pandas as pd

from dia_data import agenda, attention, local_time, roadmap, swot_rules
from dia_data.agenda import AgendaItem, Meeting
from dia_data.documents import periods
from dia_data.kpis import Definition, Status, find_leading
from dia_data.names import are_same
from dia_data.queries import activities, choices, decisions, evaluations, kpis, meetings, results
from dia_data.queries import attention as attention_questions
from dia_data.queries import swot as swot_questions
from dia_data.roadmap import ActivityStatus
from dia_data.storage.tables import CRITERIA
from dia_data.swot_rules import Verdict
from dia_data.wording.days import format_day, format_period
from dia_data.wording.figures import NOT_REPORTED, format_count
from dia_data.wording.lists import join_names
from dia_data.wording.statuses import ACTIVITY_STATES, DECISION_STATES
from pages.ui import rule_words
from pages.ui.charts.chart import Chart
from pages.ui.charts.look import GREY, PURPLE
from pages.ui.data import ask_undated, get_present_day
from pages.ui.indicators import kpi_charts, kpi_overview, kpi_rows, kpi_status, kpi_text
from pages.ui.meeting import charts as meeting_charts
from pages.ui.rich_text import RichText, Run, compose, make_bold, mark_typed

LONGEST_LIST = 5
MOST_ITEMS = 6
CALLING = (Status.OFF_TRACK, Status.ABOVE_RANGE, Status.AT_RISK)
"""The statuses whose KPIs the review names, worst first."""
MOST_NEWS = 8

Answer = TypeVar("Answer")


@dataclass(frozen=True, kw_only=True)
class Screen:
    """Lines, on the screen and in the minutes; and a chart where there is one."""

    lines: tuple[RichText, ...] = ()
    chart: Chart | None = None


@dataclass(frozen=True, kw_only=True)
class Moment:
    """The moment whose figures are shown: what was known then, judged on that day; None: now."""

    as_of: datetime | None

    @property
    def today(self) -> date:
        """The day against which expectations and delays are judged."""
        return local_time.find_day(self.as_of) if self.as_of else get_present_day()

    def ask(self, query: Callable[..., Answer], **arguments: Any) -> Answer:
        """The answer to a question about what was known then."""
        return ask_undated(query, as_of=self.as_of, **arguments)


def build_screen(*, item: AgendaItem, frozen_at: datetime | None) -> Screen:
    """What an item shows with the figures of a moment (None: now)."""
    moment = Moment(as_of=frozen_at)
    page, _ = agenda.split_address(item.view)
    if item.kpi_id:
        return _build_kpi(item, moment)
    if page == "evaluation":
        return _build_judgements(item, moment)
    matters = {matter for matter, _ in agenda.split_matters(item)}
    if len(matters) > 1 and page != "swot":
        return _build_matters(matters, moment)
    standing = STANDING.get(item.activity_id) or (OF_PAGE.get(page) if item.kind == "standing" else None)
    if standing or item.activity_id:
        return (standing or _build_activity)(item, moment)
    return OTHERS.get(page, _build_why)(item, moment)


def _build_kpi(item: AgendaItem, moment: Moment) -> Screen:
    definitions = {row.kpi_id: row for row in moment.ask(kpis.definitions)}
    standings = [one for one in moment.ask(kpis.standings, today=moment.today) if one.kpi_id == item.kpi_id]
    if item.kpi_id not in definitions or not standings:
        return _build_gone("The KPI of this item, or its target,")
    definition, lead = definitions[item.kpi_id], find_leading(standings)
    over_time = moment.ask(results.over_time, kpi_id=item.kpi_id)
    points = [point for point in over_time if are_same(point.scope_key, lead.scope_key)]
    chart = kpi_charts.chart_over_time(points, lead, today=moment.today)
    return Screen(
        lines=_build_kpi_lines(definition, lead, scopes=len(standings), moment=moment),
        chart=replace(chart, alt=kpi_charts.describe_chart(lead, points, definition.unit)) if points else None,
    )


def _build_gone(what: str) -> Screen:
    """That what an item is about was taken back."""
    return Screen(lines=(compose(f"{what} is no longer in the record: it was undone."),))


def _build_kpi_lines(definition: Definition, lead: Any, *, scopes: int, moment: Moment) -> tuple[RichText, ...]:
    look, unit = kpi_status.LOOKS[lead.status], definition.unit
    where = kpi_rows.name_scope_or_common(lead.scope_key, definition.scope, _name_places(moment)) if scopes > 1 else ""
    owner = f" · owner {definition.owner}" if definition.owner else ""
    expected = kpi_text.format_amount(round(lead.expected, 1), unit)
    since = kpi_text.describe_reports_due(lead, unit)
    return (
        compose(
            Run(text=look.word, is_bold=True, colour=look.badge),
            " · ",
            make_bold(kpi_text.format_result(lead, unit)),
            f"{f' · {where}, the worst of {scopes}' if where else ''}{owner}",
        ),
        compose(
            f"{expected} expected by {format_day(lead.expected_by)} · due {format_day(lead.due)} · forecast "
            f"{kpi_text.format_forecast(lead.forecast)}{f' · to be reported: {since}' if since else ''}"
        ),
        *_warn_of_forecast(lead, moment),
    )


def _warn_of_forecast(lead: Any, moment: Moment) -> tuple[RichText, ...]:
    """That earlier forecasts of its kind did not hold as often as they should."""
    if lead.forecast is None:
        return ()
    missed = kpi_text.describe_missed(moment.ask(kpis.calibration, today=moment.today))
    return (compose(missed[lead.forecast.kind]),) if lead.forecast.kind in missed else ()


def _name_places(moment: Moment) -> dict[str, str]:
    countries: pd.DataFrame = moment.ask(choices.countries)
    names = dict(zip(countries["code"], countries["name"], strict=True))
    missions = [row for row in moment.ask(activities.activities) if row.kind == "mission"]
    return names | {one.activity_id: kpi_overview.name_mission(one) for one in missions}


def _build_review(_item: AgendaItem, moment: Moment) -> Screen:
    by_kpi: dict[str, list[Any]] = {}
    for one in moment.ask(kpis.standings, today=moment.today):
        by_kpi.setdefault(one.kpi_id, []).append(one)
    found = Counter(str(find_leading(scopes).status) for scopes in by_kpi.values())
    looks = {status: look for status, look in kpi_status.LOOKS.items() if found[status]}
    tally = join_names(f"{found[status]} {look.word}" for status, look in looks.items())
    names = {row.kpi_id: row.kpi_name for row in moment.ask(kpis.definitions)}
    of_status = {
        status: [names[kpi_id] for kpi_id, scopes in by_kpi.items() if str(find_leading(scopes).status) == status]
        for status in CALLING
    }
    called = [
        compose(make_bold(f"{kpi_status.LOOKS[status].word}:"), f" {join_names(of_kpis)}", is_point=True)
        for status, of_kpis in of_status.items()
        if of_kpis
    ]
    return Screen(
        lines=(compose(f"{format_count(len(by_kpi), 'KPI')}, each by its worst scope: {tally}."), *called),
        chart=meeting_charts.chart_bars(
            [look.word for look in looks.values()],
            [found[status] for status in looks],
            compared="KPIs",
            colours=[look.colour for look in looks.values()],
            alt=f"KPIs by status: {tally}",
        ),
    )


def _list_statuses(moment: Moment) -> list[ActivityStatus]:
    programme = moment.ask(activities.programme)
    return roadmap.judge_activities(
        moment.ask(activities.activities),
        moment.ask(activities.revisions),
        today=moment.today,
        programme_ends=programme[0].ends if programme else None,
    )


def _build_coordination(_item: AgendaItem, moment: Moment) -> Screen:
    every = _list_statuses(moment)
    calls = roadmap.sort_by_due(every, today=moment.today)
    found = Counter(one.state for one in every)
    names = [ACTIVITY_STATES[state].word for state in roadmap.State if found[state]]
    counts = [found[state] for state in roadmap.State if found[state]]
    lines = (
        *_name_first("Overdue", calls.overdue),
        *_name_first("Due this month", calls.due_this_month),
        *_name_first("Starts next month", calls.starts_next_month),
    )
    return Screen(
        lines=lines,
        chart=meeting_charts.chart_bars(
            names,
            counts,
            compared="activities",
            alt=f"Activities by state: {join_names(f'{name} {n}' for name, n in zip(names, counts, strict=True))}",
        ),
    )


def _name_first(label: str, statuses: list[ActivityStatus]) -> tuple[RichText, ...]:
    """The first of the activities, and how many more there are; no line where there is none."""
    if not statuses:
        return ()
    more = f" and {len(statuses) - 1} more" if len(statuses) > 1 else ""
    return (compose(make_bold(f"{label}:"), f" {statuses[0].activity.activity_name}{more}"),)


def _build_activity(item: AgendaItem, moment: Moment) -> Screen:
    found = {one.activity_id: one for one in _list_statuses(moment)}
    if item.activity_id not in found:
        return _build_gone("The activity of this item")
    one = found[item.activity_id]
    dated = any((one.planned, one.revised, one.actual))
    sentence = _describe_status(one)
    return Screen(
        lines=(compose(make_bold(sentence)),),
        chart=meeting_charts.chart_activity(one, today=moment.today, alt=sentence) if dated else None,
    )


def _describe_status(one: ActivityStatus) -> str:
    """How an activity stands, when it ends, and how late that is."""
    delay = one.delay_days or 0
    late = f", {format_count(delay, 'day')} later than planned" if delay > 0 else ""
    ends = f" · end {format_day(one.ends)}{late}" if one.ends else ""
    overdue = f" for {format_count(one.overdue_days, 'day')}" if one.state is roadmap.State.OVERDUE else ""
    word = ACTIVITY_STATES[one.state].word
    return f"{word[:1].upper()}{word[1:]}{overdue}{ends}"


def _build_judgements(item: AgendaItem, moment: Moment) -> Screen:
    _, query = agenda.split_address(item.view)
    criterion = query.get("criterion", "").lower()
    rounds = moment.ask(evaluations.rounds)
    known = next((one for one in rounds if one.round_name == query.get("round")), None)
    if known is None or criterion not in CRITERIA:
        return _build_gone("The round of this item")
    answers = moment.ask(evaluations.answers, round_id=known.round_id)
    judged = {one.partner: one.judgements[criterion] for one in answers if one.activity_id == item.activity_id}
    ordered = sorted(((partner, value) for partner, value in judged.items() if value), key=lambda one: one[1])
    return Screen(
        lines=(compose(f"{criterion.capitalize()}, 1 low to 5 high: {_describe_judgements(ordered)}."),),
        chart=meeting_charts.chart_bars(
            [partner for partner, _ in ordered],
            [value for _, value in ordered],
            compared=criterion,
            alt=f"{criterion} as judged by {format_count(len(ordered), 'partner')}",
        ),
    )


def _describe_judgements(judgements: Sequence[tuple[str, int]]) -> str:
    """`2 by SCS, 5 by GAIA and MESAP`; they come in the order of what is judged."""
    by_value = groupby(judgements, key=lambda one: one[1])
    lines = [f"{value} by {join_names(partner for partner, _ in alike)}" for value, alike in by_value]
    return ", ".join(lines) or NOT_REPORTED


def _build_silent(item: AgendaItem, moment: Moment) -> Screen:
    """Of how many KPIs each partner has reported something for the last quarter that has ended."""
    quarter = moment.ask(meetings.find_last_quarter, today=moment.today)
    if quarter is None:
        return _build_why(item, moment)
    of_periods = periods.list_overlapping(periods.parse_period(quarter))
    partners: pd.DataFrame = moment.ask(choices.partners)
    found = moment.ask(results.count_reported_kpis, of_periods=of_periods)
    counts = {name: found.get(code, 0) for code, name in zip(partners["code"], partners["name"], strict=True)}
    silent = [name for name, reported in counts.items() if not reported]
    when = format_period(quarter)
    said = (
        [make_bold(join_names(silent)), f" reported nothing for {when}."] if silent else [f"All reported for {when}."]
    )
    return Screen(
        lines=(compose(*said),),
        chart=meeting_charts.chart_bars(
            list(counts),
            list(counts.values()),
            compared="KPIs reported",
            colours=[PURPLE if reported else GREY for reported in counts.values()],
            alt=f"KPIs reported for {when}: {join_names(f'{name} {n}' for name, n in counts.items())}",
        ),
    )


def _build_partners(item: AgendaItem, moment: Moment) -> Screen:
    rows = moment.ask(kpis.last_reports)
    days = {row.partner: (moment.today - row.last_reported).days for row in rows if row.last_reported}
    oldest = sorted(days, key=lambda partner: -days[partner])
    if not days:
        return Screen(lines=(compose(f"No partner reported anything: {NOT_REPORTED}."),))
    asked = agenda.split_address(item.view)[1].get("partner", oldest[0])
    named = [partner for partner in oldest if partner == asked] or oldest[:1]
    others = [f"{partner} {days[partner]:,}" for partner in oldest if partner not in named]
    return Screen(
        lines=(
            compose(make_bold(named[0]), f" reported last {format_count(days[named[0]], 'day')} ago."),
            *([compose(f"Days since the last report of the others: {', '.join(others)}.")] if others else ()),
        ),
        chart=meeting_charts.chart_bars(
            oldest,
            [days[partner] for partner in oldest],
            compared="days",
            colours=[PURPLE if partner in named else GREY for partner in oldest],
            alt=f"The oldest last report is that of {oldest[0]}, {format_count(days[oldest[0]], 'day')} ago",
        ),
    )


def _build_rules(item: AgendaItem, moment: Moment) -> Screen:
    """The rule that the item is about with its markets and their figures; all rules where it is about none."""
    every = swot_rules.evaluate(moment.ask(swot_questions.rule_figures))
    verdicts = swot_rules.select_counting(every, moment.ask(swot_questions.points))
    tripped = swot_rules.find_tripped(verdicts)
    # Several points may carry a rule of one name; its figures are the same.
    own = {one.country_code: one for one in verdicts if one.rule.rule_name == item.title}
    if own:
        return _build_rule(list(own.values()))
    return Screen(
        lines=tuple(compose(make_bold(f"{name}:"), f" {join_names(found)}") for name, found in tripped.items()),
        chart=meeting_charts.chart_bars(
            list(tripped),
            [len(countries) for countries in tripped.values()],
            compared="markets",
            alt=f"{format_count(len(tripped), 'market warning is', 'market warnings are')} active: "
            f"{join_names(tripped)}",
        ),
    )


def _build_rule(verdicts: Sequence[Verdict]) -> Screen:
    """One rule: what it found in words, and the markets of which a figure is known; those it warns of are set off."""
    line = rule_words.describe_rule(verdicts)
    latest = [(one, one.readings[-1].value) for one in verdicts if one.readings]
    known = [(one, value) for one, value in latest if value is not None]
    if not known:
        return Screen(lines=(line,))
    warned = swot_rules.Outcome.TRIPPED
    return Screen(
        lines=(line,),
        chart=meeting_charts.chart_bars(
            [_name_reading(one) for one, _ in known],
            [value for _, value in known],
            compared="markets",
            unit=known[0][0].rule.unit,
            colours=[PURPLE if one.outcome is warned else GREY for one, _ in known],
            alt=line.plain,
        ),
    )


def _name_reading(verdict: Verdict) -> str:
    """A market with the time of its latest figure, and that it is a forecast where it is one."""
    latest = verdict.readings[-1]
    period = "" if latest.period in (None, "not stated") else f", {latest.period}"
    return f"{verdict.country_name}{period}{' (forecast)' if latest.is_forecast else ''}"


def _build_next_meeting(item: AgendaItem, moment: Moment) -> Screen:
    """The meetings that are prepared beside the one of the item, and the first items of the next of them."""
    planned = [
        row for row in moment.ask(meetings.meetings) if row.state == "planned" and row.meeting_id != item.meeting_id
    ]
    lines = [
        compose(mark_typed(row.meeting_name), f": {format_day(row.held_on)}", is_point=True)
        for row in reversed(planned)
    ]
    if not planned:
        return Screen(lines=(compose("No other meeting is prepared yet."),))
    return Screen(
        lines=(compose(f"Prepared: {format_count(len(planned), 'other meeting')}."), *lines),
        chart=_chart_items(planned[-1], moment),
    )


def _chart_items(meeting: Meeting, moment: Moment) -> Chart | None:
    """The minutes of the first items of a meeting as bars; None where it has none."""
    items = agenda.keep_shown(moment.ask(meetings.agenda, meeting_id=meeting.meeting_id))[:MOST_ITEMS]
    names = [one.title for one in items]
    if not items:
        return None
    return meeting_charts.chart_bars(
        names,
        [one.minutes for one in items],
        compared="items",
        unit="min",
        alt=f"Minutes of the first items of {meeting.meeting_name}: {join_names(names)}",
    )


def _build_decisions(_item: AgendaItem, moment: Moment) -> Screen:
    overdue = attention.find_decisions(moment.ask(attention_questions.open_decisions), today=moment.today)
    every = moment.ask(decisions.decisions)
    found = Counter(one.state_on(moment.today) for one in every)
    states = [state for state in DECISION_STATES if found[state]]
    lines = [compose(mark_typed(one.title), f" ({one.reason})", is_point=True) for one in overdue[:LONGEST_LIST]]
    return Screen(
        lines=(compose(f"{len(overdue)} of {format_count(len(every), 'decision')} overdue."), *lines),
        chart=meeting_charts.chart_bars(
            [DECISION_STATES[state].word for state in states],
            [found[state] for state in states],
            compared="decisions",
            alt=f"Decisions: {join_names(f'{found[state]} {DECISION_STATES[state].word}' for state in states)}",
        )
        if states
        else None,
    )


def _build_news(item: AgendaItem, moment: Moment) -> Screen:
    """What was recorded since the last meeting, with who did, as it was when the figures were frozen."""
    news = moment.ask(meetings.find_news, today=moment.today)
    lines = [compose(mark_typed(one), is_point=True) for one in news.recorded[:MOST_NEWS]]
    more = len(news.recorded) - len(lines)
    rest = [compose(f"{format_count(more, 'more entry', 'more entries')}: see the history.")] if more > 0 else []
    return Screen(lines=(*lines, *rest)) if lines else _build_why(item, moment)


def _build_matters(matters: Collection[str], moment: Moment) -> Screen:
    """What is known of several matters at once when the figures were frozen, and how many are over by then."""
    every = moment.ask(attention_questions.queue, today=moment.today)
    found = [one for one in every if one.key in matters]
    lines = [compose(make_bold(f"{one.title}:"), f" {one.reason}", is_point=True) for one in found[:MOST_NEWS]]
    over = len(matters) - len(found)
    rest = (
        [compose(f"{over} of {len(matters)} {'needs' if over == 1 else 'need'} no attention any more.")] if over else []
    )
    return Screen(lines=(*lines, *rest))


def _build_why(item: AgendaItem, _moment: Moment) -> Screen:
    """Why the item is on the agenda; nothing more is shown for it."""
    return Screen(lines=(compose(mark_typed(item.note)),) if item.note else ())


def _build_reports(item: AgendaItem, moment: Moment) -> Screen:
    """A partner that the item names; without one, what all reported for the last quarter."""
    named = "partner" in agenda.split_address(item.view)[1]
    return (_build_partners if named or item.matter else _build_silent)(item, moment)


STANDING: Mapping[str | None, Callable[[AgendaItem, Moment], Screen]] = {
    agenda.REVIEW: _build_review,
    agenda.NEXT_MEETING: _build_next_meeting,
}
"""What is shown for standing items, by their activity."""
OF_PAGE: Mapping[str, Callable[[AgendaItem, Moment], Screen]] = {"kpis": _build_review, "roadmap": _build_coordination}
"""What is shown for other standing items, by the page of their view."""
OTHERS: Mapping[str, Callable[[AgendaItem, Moment], Screen]] = {
    "kpis": _build_reports,
    "swot": _build_rules,
    "meeting": _build_decisions,
    "record": _build_news,
}
"""What is shown for items that are about no single KPI or activity, by the page of their view."""
