"""The briefing in words: one card per question, each line with the page that shows it. Rows in, plain objects out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter

import pandas as pd

from dia_data.attention import CheckResult
from dia_data.frames import make_rows
from dia_data.queries.briefing import Alliance
from dia_data.swot import CONSORTIUM, Coverage
from dia_data.swot_rules import Outcome, Verdict, select_with_figure
from dia_data.wording.figures import FORECAST, NOT_IN_SOURCE, format_count, format_share
from dia_data.wording.lists import join_names
from dia_data.wording.shares import describe_answered, describe_mentions
from dia_data.wording.strengths import BUSINESS, DIFFERENCE, describe_strength
from pages.ui import partner_words
from pages.ui.market_table import Headline

HUB, PUBLIC = ":material/hub:", ":material/public:"

NAMED = 2
"""Pairs of regions that one line names; more are counted."""

LINES = 3
"""Lines below the headline of a card: more do not fit on one screen."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A finding in a sentence, and the page that shows it: its file and what its address says."""

    text: str
    page: str
    address: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Summary:
    """One card: a question, the headline that answers it, what the headline is about, and lines that lead further.

    `short` is all of it in one line, and `page` the page that shows it.
    """

    key: str
    icon: str
    page: str
    short: str
    question: str
    headline: str
    detail: str
    lines: Sequence[Line]


@dataclass(frozen=True, kw_only=True)
class _Answer:
    option_label: str
    share_pct: float
    audience: str
    base: float | None


@dataclass(frozen=True, kw_only=True)
class _Place:
    country_name: str
    want_pct: float | None
    have_pct: float | None


@dataclass(frozen=True, kw_only=True)
class _Pair:
    pair: str
    first_name: str
    second_name: str
    rd: float | None
    business: float | None


def introduce_alliance(row: Alliance, *, today: date) -> str:
    """Who we are, where to, and what is planned, in three sentences; a plan that lies in the past is called so."""
    companies = partner_words.count_companies(row) or "their companies"
    return (
        f"{format_count(row.partners, 'European cluster organisation')} in "
        f"{format_count(row.countries, 'country', 'countries')}, with "
        f"{companies} behind them. Target markets: {join_names(row.markets)}. "
        f"{format_count(row.activities, 'joint activity', 'joint activities')}"
        f"{_describe_plan(row.starts, row.ends, today)}; "
        f"{format_count(row.services, 'service')} and {format_count(row.kpis, 'KPI')}."
    )


def _describe_plan(starts: date | None, ends: date | None, today: date) -> str:
    if not starts or not ends:
        return ""
    return f", planned for {starts:%m/%Y} to {ends:%m/%Y}{' (now past)' if ends < today else ''}"


def lead_markets(leads: Sequence[Headline]) -> Summary:
    """Who leads in what."""
    every = Line(text="All target markets side by side", page="markets.py")
    if not leads:
        return Summary(
            key="markets",
            icon=PUBLIC,
            page="markets.py",
            short=f"Markets: {NOT_IN_SOURCE}",
            question="Markets: who leads in what",
            headline=NOT_IN_SOURCE,
            detail="",
            lines=[every],
        )
    first, *others = leads
    return Summary(
        key="markets",
        icon=PUBLIC,
        page="markets.py",
        short=_shorten_lead(first),
        question=f"Markets: {_lower_first(_spell_out(first.question))}",
        headline=first.leader,
        detail=f"{first.figure}, {first.over}",
        lines=[
            *(_lead(lead) for lead in others[: LINES - 1]),
            every,
        ],
    )


def _shorten_lead(lead: Headline) -> str:
    """Who leads, with what figure and over how many markets, in few words; of which year, the card says."""
    forecast = " forecast" if lead.is_forecast else ""
    asked = _lower_first(lead.question.partition(",")[0])
    return f"{lead.leader}, {lead.figure}{forecast}: {asked}, {lead.known} of {lead.shown}"


def _lead(lead: Headline) -> Line:
    address = {} if " and " in lead.leader or not lead.is_found else {"market": lead.leader}
    text = f"{_spell_out(lead.question)}: {lead.leader}, {lead.figure}, {lead.over}"
    return Line(text=text, page="markets.py", address=address)


def _spell_out(question: str) -> str:
    return question.replace(FORECAST, "forecast")


def describe_demand(answers: pd.DataFrame, places: pd.DataFrame) -> Summary:
    """The objective named most, and where SMEs wish to go without a partner there, by the rule of the gap finder."""
    objectives, needs = (_find_top_answer(answers, question) for question in ("objectives", "support_services"))
    lines = [
        Line(text="All objectives, and which of them differ", page="survey.py", address={"theme": "Objectives"}),
    ]
    if needs is not None:
        text = f"{format_share(needs.share_pct)} of those who answered: {_lower_first(needs.option_label)}"
        lines.append(Line(text=text, page="survey.py", address={"theme": "Needs and services"}))
    wanted = places[places["want_pct"].notna()].head(1)
    lines += [_build_unserved_line(place) for place in make_rows(wanted, _Place)]
    objective = NOT_IN_SOURCE if objectives is None else _lower_first(objectives.option_label)
    return Summary(
        key="demand",
        icon=":material/how_to_vote:",
        page="survey.py",
        short=f"Top objective: {objective}",
        question="Demand: the objective named most",
        headline=NOT_IN_SOURCE if objectives is None else format_share(objectives.share_pct),
        detail=""
        if objectives is None
        else f"of {describe_answered(objectives.audience, objectives.base)}: {objective}",
        lines=lines,
    )


def _lower_first(label: str) -> str:
    return label[:1].lower() + label[1:]


def _find_top_answer(answers: pd.DataFrame, question_id: str) -> _Answer | None:
    """The most frequent answer of a question."""
    known = answers[(answers["question_id"] == question_id) & answers["share_pct"].notna()]
    return max(make_rows(known, _Answer), key=attrgetter("share_pct"), default=None)


def _build_unserved_line(place: _Place) -> Line:
    return Line(
        text=f"{place.country_name} (no partner): {describe_mentions(place.want_pct, place.have_pct)}",
        page="survey.py",
        address={"theme": "Countries", "country": place.country_name},
    )


def describe_cooperation(pairs: pd.DataFrame, regions: Iterable[str], *, sample: str | None) -> Summary:
    """The strongest links that regions of partners have, and where business is most ahead of R&D.

    `sample` says from when the clusters of the study are (None: not stated).
    """
    ours = pairs[pairs["first_id"].isin(regions) | pairs["second_id"].isin(regions)]
    question = "Cooperation: strongest business link of partners’ regions"
    if ours.empty:
        return Summary(
            key="cooperation",
            icon=HUB,
            page="cooperation.py",
            short=f"Cooperation: {NOT_IN_SOURCE}",
            question=question,
            headline=NOT_IN_SOURCE,
            detail="",
            lines=[],
        )
    best = make_rows(ours[ours["business"] == ours["business"].max()], _Pair)
    ahead = pairs[pairs["difference"] > 0]
    alone = {"pair": best[0].pair} if len(best) == 1 else {}
    lines = [
        Line(
            text=f"R&D there: {join_names(dict.fromkeys(describe_strength('R&D', pair.rd) for pair in best))}",
            page="cooperation.py",
            address={"purpose": "R&D"} | alone,
        ),
        Line(
            text=f"Business ahead of R&D in {len(ahead)} of {len(pairs)} pairs",
            page="cooperation.py",
            address={"purpose": DIFFERENCE},
        ),
    ]
    widest = make_rows(ahead[ahead["difference"] == ahead["difference"].max()], _Pair)
    if widest:
        lines.append(
            Line(
                text=f"Most ahead: {' and '.join(_name_pair(pair) for pair in widest)}"
                if len(widest) <= NAMED
                else f"Most ahead: {len(widest)} pairs level",
                page="cooperation.py",
                address={"purpose": DIFFERENCE} | ({"pair": widest[0].pair} if len(widest) == 1 else {}),
            )
        )
    return Summary(
        key="cooperation",
        icon=HUB,
        page="cooperation.py",
        short=f"Business ahead of R&D: {len(ahead)} of {len(pairs)} region pairs",
        question=question,
        headline=describe_strength(BUSINESS, best[0].business),
        detail=f"{'; '.join(_name_pair(pair) for pair in best)} ({f'ECO sample, {sample}' if sample else 'ECO'})",
        lines=lines,
    )


def _name_pair(pair: _Pair) -> str:
    return f"{pair.first_name.removesuffix(' Europe')} and {pair.second_name}"


def list_gaps(industries: pd.DataFrame, targets: pd.DataFrame, profiles: pd.DataFrame, left_open: Coverage) -> Summary:
    """Target industries and markets without a partner, and what no activity works on."""
    listed = industries.groupby("industry", sort=False)["listed"].any()
    open_ones = listed[~listed].index.tolist()
    shares = industries.loc[industries["industry"].isin(open_ones), "share_pct"].dropna().unique()
    points = [point for point in left_open.unanswered if point.subject == CONSORTIUM]
    missing = NOT_IN_SOURCE if industries.empty else join_names(open_ones) if open_ones else "none"
    return Summary(
        key="gaps",
        icon=":material/groups:",
        page="partners.py",
        short=f"No partner in the list of §5.2.3: {missing}",
        question="Gaps: industry without a partner in §5.2.3",
        headline=missing,
        detail=f"{join_names(format_share(share) for share in shares)} of those who answered target it"
        if len(shares)
        else "",
        lines=[
            Line(
                text=_describe_own_coverage(industries[industries["industry"].isin(open_ones)]),
                page="partners.py",
                address={"sector": open_ones[0]} if open_ones else {},
            ),
            Line(text=_describe_uncovered(targets, profiles), page="partners.py"),
            Line(
                text=f"Weaknesses or threats we linked to no activity: {len(points)}",
                page="swot.py",
                address={"show": "Coverage"},
            ),
        ],
    )


def _describe_own_coverage(open_ones: pd.DataFrame) -> str:
    """Who covers an industry that the list leaves open, by its own description."""
    named = open_ones.loc[open_ones["described"], "partner"].drop_duplicates().tolist()
    return f"By our reading of §6, {join_names(named)} covers it" if named else "Who covers which industry"


def _describe_uncovered(targets: pd.DataFrame, profiles: pd.DataFrame) -> str:
    names = partner_words.list_uncovered(targets, profiles)
    return (
        f"{join_names(names)}: no partner, no contacts stated"
        if names
        else "Each target market has a partner or contacts"
    )


def count_rules(own: Sequence[Verdict]) -> Summary:
    """How many of the rules that count and have a figure are active, and in which markets most."""
    known = select_with_figure(own)
    tripped = [one for one in known if one.outcome is Outcome.TRIPPED]
    names = {one.rule.rule_id for one in tripped}
    by_market = Counter(one.country_name for one in tripped)
    active, of = len(names), len({one.rule.rule_id for one in known})
    share = f"{active} of {of}"
    return Summary(
        key="rules",
        icon=":material/grid_view:",
        page="swot.py",
        short=f"{active} of our {of} market warnings are active",
        question="SWOT: active market warnings, of those with a figure",
        headline=share,
        detail=" · ".join(f"{name} {count}" for name, count in by_market.most_common()),
        lines=[
            Line(text=_format_tripped(name, tripped), page="swot.py", address={"show": "Warnings", "country": name})
            for name, _ in by_market.most_common(LINES)
        ],
    )


def _format_tripped(market: str, tripped: Iterable[Verdict]) -> str:
    return f"{market}: {', '.join(one.rule.rule_name for one in tripped if one.country_name == market)}"


def count_contradictions(checks: Sequence[CheckResult], missing: int) -> Summary:
    """How often the sources contradict themselves or each other, where most, and what is missing."""
    broken = sorted((one for one in checks if one.rows), key=lambda one: -one.rows)
    found = sum(one.rows for one in broken)
    return Summary(
        key="contradictions",
        icon=":material/menu_book:",
        page="sources.py",
        short=f"{format_count(found, 'contradiction')} in the sources",
        question="Sources: contradictions",
        headline=f"{found:,}",
        detail=f"found by {len(broken)} of {format_count(len(checks), 'check')}, all listed",
        lines=[
            *(
                Line(text=f"{row.rows}: {row.sentence}", page="sources.py", address={"list": "Contradictions"})
                for row in broken[: LINES - 1]
            ),
            Line(
                text=f"{format_count(missing, 'market figure is', 'market figures are')} not in the source",
                page="sources.py",
                address={"list": "What is missing"},
            ),
        ],
    )
