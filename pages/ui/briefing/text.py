"""The briefing in words: one card per question, each line with the page that shows it. Rows in, plain objects out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from dia_data.attention import CheckResult
from dia_data.swot import CONSORTIUM, Coverage
from dia_data.swot_rules import Outcome, Verdict
from dia_data.wording.figures import FORECAST, NOT_IN_SOURCE, format_count, format_share, is_known
from dia_data.wording.lists import join_names
from dia_data.wording.strengths import BUSINESS, DIFFERENCE, describe_strength
from pages.ui import partner_words
from pages.ui.market_table import Headline

Row = Mapping[Any, Any]

HUB = ":material/hub:"

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


def introduce_alliance(row: Row, *, today: date) -> str:
    """Who we are and what is planned, in two sentences; a plan that lies in the past is called so."""
    companies = partner_words.count_companies(row) or "their companies"
    return (
        f"{format_count(row['partners'], 'European cluster organisation')} in "
        f"{format_count(row['countries'], 'country', 'countries')}, with "
        f"{companies} behind them, take SMEs to {join_names(row['markets'])}: "
        f"{format_count(row['activities'], 'joint activity', 'joint activities')}, "
        f"{format_count(row['services'], 'service')} and {format_count(row['kpis'], 'KPI')}"
        f"{_describe_plan(row['starts'], row['ends'], today)}."
    )


def _describe_plan(starts: date | None, ends: date | None, today: date) -> str:
    if not starts or not ends:
        return ""
    return f", planned for {starts:%m/%Y} to {ends:%m/%Y}{' (now past)' if ends < today else ''}"


def lead_markets(leads: Sequence[Headline]) -> Summary:
    """Who leads in what."""
    first, *others = leads
    return Summary(
        key="markets",
        icon=":material/public:",
        page="markets.py",
        short=f"{_spell_out(first.question)}: {first.leader}, {first.figure}",
        question=f"Markets: {_lower_first(_spell_out(first.question))}",
        headline=first.leader,
        detail=first.figure,
        lines=[
            *(_lead(lead) for lead in others[: LINES - 1]),
            Line(text="All target markets side by side", page="markets.py"),
        ],
    )


def _lead(lead: Headline) -> Line:
    address = {} if " and " in lead.leader or lead.figure == NOT_IN_SOURCE else {"market": lead.leader}
    text = f"{_spell_out(lead.question)}: {lead.leader}, {lead.figure}"
    return Line(text=text, page="markets.py", address=address)


def _spell_out(question: str) -> str:
    return question.replace(FORECAST, "forecast")


def describe_demand(answers: pd.DataFrame, places: pd.DataFrame) -> Summary:
    """What SMEs want first, and where they wish to go without a partner there, by the rule of the gap finder."""
    objectives, needs = (_find_top_answer(answers, question) for question in ("objectives", "support_services"))
    lines = [
        Line(text="All objectives, and which can be told apart", page="survey.py", address={"theme": "Objectives"}),
    ]
    if needs is not None:
        text = f"{format_share(needs['share_pct'])} need {_lower_first(needs['option_label'])}"
        lines.append(Line(text=text, page="survey.py", address={"theme": "Needs and services"}))
    wanted = places[places["want_pct"].notna()]
    if len(wanted):
        lines.append(_build_unserved_line(wanted.iloc[0].to_dict()))
    objective = NOT_IN_SOURCE if objectives is None else _lower_first(objectives["option_label"])
    return Summary(
        key="demand",
        icon=":material/how_to_vote:",
        page="survey.py",
        short=f"SMEs want first: {objective}",
        question="Demand: what SMEs want first",
        headline=NOT_IN_SOURCE if objectives is None else format_share(objectives["share_pct"]),
        detail="" if objectives is None else objectives["option_label"],
        lines=lines,
    )


def _lower_first(label: str) -> str:
    return label[:1].lower() + label[1:]


def _find_top_answer(answers: pd.DataFrame, question_id: str) -> Row | None:
    """The most frequent answer of a question."""
    known = answers[(answers["question_id"] == question_id) & answers["share_pct"].notna()]
    return known.nlargest(1, "share_pct").iloc[0].to_dict() if len(known) else None


def _build_unserved_line(place: Row) -> Line:
    have = f", {format_share(place['have_pct'])} business" if is_known(place["have_pct"]) else ""
    return Line(
        text=f"{place['country_name']} (no partner): {format_share(place['want_pct'])} of wishes{have}",
        page="survey.py",
        address={"theme": "Countries", "country": place["country_name"]},
    )


def describe_cooperation(pairs: pd.DataFrame, regions: Iterable[str]) -> Summary:
    """The strongest link that one of our regions has, and where business is most ahead of R&D."""
    ours = pairs[pairs["first_id"].isin(regions) | pairs["second_id"].isin(regions)]
    question = "Cooperation: our strongest business link"
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
    best = ours.iloc[0].to_dict()
    ahead = pairs[pairs["difference"] > 0].sort_values("difference", ascending=False, kind="stable")
    lines = [
        Line(
            text=f"R&D there: {describe_strength('R&D', best['rd'])}",
            page="cooperation.py",
            address={"purpose": "R&D", "pair": best["pair"]},
        ),
        Line(
            text=f"Business ahead of R&D in {len(ahead)} of {len(pairs)} pairs",
            page="cooperation.py",
            address={"purpose": DIFFERENCE},
        ),
    ]
    if len(ahead):
        widest = ahead.iloc[0].to_dict()
        lines.append(
            Line(
                text=f"Most ahead: {_name_pair(widest)}",
                page="cooperation.py",
                address={"purpose": DIFFERENCE, "pair": widest["pair"]},
            )
        )
    return Summary(
        key="cooperation",
        icon=HUB,
        page="cooperation.py",
        short=f"Business ahead of R&D: {len(ahead)} of {len(pairs)} pairs",
        question=question,
        headline=describe_strength(BUSINESS, best["business"]),
        detail=_name_pair(best),
        lines=lines,
    )


def _name_pair(pair: Row) -> str:
    return f"{pair['first_name'].removesuffix(' Europe')} and {pair['second_name']}"


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
        short=f"Industry without a partner: {missing}",
        question="Gaps: industry without a partner in §5.2.3",
        headline=missing,
        detail=f"{join_names(format_share(share) for share in shares)} of SMEs target it" if len(shares) else "",
        lines=[
            Line(
                text=_describe_own_coverage(industries[industries["industry"].isin(open_ones)]),
                page="partners.py",
                address={"sector": open_ones[0]} if open_ones else {},
            ),
            Line(text=_describe_uncovered(targets, profiles), page="partners.py"),
            Line(
                text=f"Weaknesses or threats without an activity: {len(points)}",
                page="swot.py",
                address={"show": "Coverage"},
            ),
        ],
    )


def _describe_own_coverage(open_ones: pd.DataFrame) -> str:
    """Who covers an industry that the list leaves open, by its own description."""
    named = open_ones.loc[open_ones["described"], "partner"].drop_duplicates().tolist()
    return f"By its description (§6), {join_names(named)} covers it" if named else "Who covers which industry"


def _describe_uncovered(targets: pd.DataFrame, profiles: pd.DataFrame) -> str:
    names = partner_words.list_uncovered(targets, profiles)
    return f"{join_names(names)}: nobody at home, no contacts" if names else "All target markets have a partner"


def count_rules(own: Sequence[Verdict]) -> Summary:
    """How many of the rules that count are tripped, and in which markets most."""
    tripped = [one for one in own if one.outcome is Outcome.TRIPPED]
    names = {one.rule.rule_id for one in tripped}
    by_market = Counter(one.country_name for one in tripped)
    share = f"{len(names)} of {len({one.rule.rule_id for one in own})}"
    return Summary(
        key="rules",
        icon=":material/grid_view:",
        page="swot.py",
        short=f"{share} rules on the markets are tripped",
        question="SWOT: rules on the data that are tripped",
        headline=share,
        detail=" · ".join(f"{name} {count}" for name, count in by_market.most_common()),
        lines=[
            Line(text=_format_tripped(name, tripped), page="swot.py", address={"show": "Rules", "country": name})
            for name, _ in by_market.most_common(LINES)
        ],
    )


def _format_tripped(market: str, tripped: Iterable[Verdict]) -> str:
    return f"{market}: {', '.join(one.rule.rule_name for one in tripped if one.country_name == market)}"


def count_contradictions(checks: Sequence[CheckResult], missing: int) -> Summary:
    """How many statements that should hold of the sources do not, the most broken ones, and what is missing."""
    broken = sorted((one for one in checks if one.rows), key=lambda one: -one.rows)
    share = f"{len(broken)} of {len(checks)}"
    return Summary(
        key="contradictions",
        icon=":material/menu_book:",
        page="sources.py",
        short=f"{share} checks find contradictions",
        question="Sources: checks that find contradictions",
        headline=share,
        detail=f"{format_count(sum(one.rows for one in broken), 'finding')}, all listed",
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
