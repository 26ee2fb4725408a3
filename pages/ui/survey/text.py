"""Sentences about the survey: who was asked, which answers differ, what a filter does. Plain text."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from dia_data.frames import make_rows
from dia_data.queries.survey import Answer
from dia_data.survey import Difference, compare_shares, find_tied_runs
from dia_data.wording.bases import BASES
from dia_data.wording.figures import NOT_IN_SOURCE, format_count, format_share, is_known
from dia_data.wording.lists import join_names
from dia_data.wording.shares import OF_COUNTRIES, describe_answered, describe_mentions, name_answered
from pages.ui.survey import rows as survey_rows
from pages.ui.survey.rows import Place

DEPENDS_ON: Mapping[str, frozenset[str]] = {
    "Countries": frozenset({"country", "partner"}),
    "Needs and services": frozenset(),
    "Objectives": frozenset(),
    "Collaboration": frozenset({"sector"}),
    "Industrial markets": frozenset({"sector", "partner"}),
    "How many answered": frozenset(),
}
"""The themes in the order they are offered, and the filters that change something in each."""

ASKS: Mapping[str, str] = {
    "Needs and services": "support",
    "Objectives": "objectives",
    "Collaboration": "collaboration",
    "Industrial markets": "markets",
}
"""The themes whose answer is what was said most, and what the record calls the theme of their questions."""

ANSWERS = "answers"
"""What the options of a question are where the record has no word for them."""

NOT_STATED = "not stated"
"""The audience of a question of which the source does not say who was asked."""

LINKS = (
    f"{survey_rows.ANSWERED} the service answers the need (D3.1 §9.1, stated). ƒ Which activity of §10 carries a "
    "service is our reading (derived): the table has a reason for each."
)

WHISKER = "95 % interval from an inferred<br>number of answers: ours, not printed"
"""What the thin line under a bar is; in the legend of the chart."""

WHAT_A_GAP_IS = "Gap ƒ (computed by us): interest less existing business, in points, between shares of different bases."

SHARES_OF_MENTIONS = (
    "Shares of all countries named in one question, not of SMEs: each question adds up to 100 % on its own. "
    f"{WHAT_A_GAP_IS} “–”: not named in one of the questions, which is not zero, as it may be part of “Other”. No "
    "interval is drawn: whole percentages fit almost any number of answers, so how many there were is not known."
)

WHY_INFERRED = (
    "D3.1 does not print how many answered. But 64.6 % to one decimal is only possible for some numbers of answers, "
    "such as 42 of 65. For each question the smallest number that gives all its shares is taken: the most cautious "
    "reading, since a larger one would make the intervals narrower. It is deduced by us (? inferred) and may be wrong."
)

HOW_COMPARED = (
    "The answers to one question come from the same SMEs, and how many gave two of them together is not in the source. "
    "So the p-value of two shares (McNemar’s test, exact) lies between two bounds: the least and the most that any "
    "overlap allows. For 64.6 % against 50.8 % of 65 answers it lies between 0.004 and 0.28. All pairs of a question "
    "are corrected for their number (Holm) at 5 %. Two shares differ where even the largest value is below that, may "
    "or may not differ where the smallest alone is, and may be level where none is: too few answers to tell."
)

NAMED = 3
"""Countries that a finding names; the others are counted."""

LEAST = 3
"""Countries with both shares that it takes to call one the biggest."""

PAIR = 2
"""Answers that it takes to ask whether they differ."""

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def describe_base(rows: pd.DataFrame) -> str:
    """What the shares of a question are of: `% of those who answered (n ≈ 65, inferred); several answers possible.`."""
    audience = rows["audience"].iloc[0]
    parts = [
        f"% of {describe_answered(audience, _find_base(rows))}",
        "" if is_known(_find_base(rows)) else "number of answers unknown",
        "which SMEs were asked is not in the source" if audience == NOT_STATED else "",
        "several answers possible",
    ]
    return f"{'; '.join(filter(None, parts))}."


def describe_statement_base(audience: str) -> str:
    """What a share that stands alone is of, and why it has no interval."""
    asked = "; which SMEs were asked is not in the source" if audience == NOT_STATED else ""
    return f"% of {name_answered(audience)}{asked}. No interval: one share alone fits many numbers of answers."


def _find_base(rows: pd.DataFrame) -> float | None:
    known = rows["base"].dropna()
    return None if known.empty else float(known.iloc[0])


def write_answer(asked: pd.DataFrame) -> tuple[str, str]:
    """What was said most to the first question of a theme; of a statement, also what was asked."""
    known = asked[asked["share_pct"].notna()]
    if known.empty:
        return f"What SMEs answered is {NOT_IN_SOURCE}", ""
    of_first = known[known["question_id"] == known["question_id"].iloc[0]]
    first, *level = make_rows(of_first[of_first["share_pct"] == of_first["share_pct"].max()], Answer)
    whose = f"{format_answer_share(first)} of {describe_answered(first.audience, first.base)}"
    if first.kind == "statement":
        return f"{_raise_first(whose)}: “{first.option_label}”", first.question_text
    each = f"{_raise_first(whose)}{' each' if level else ''}"
    return f"{each}: {join_names(_lower_first(answer.option_label) for answer in (first, *level))}", ""


def name_most(rows: pd.DataFrame) -> str:
    """The answer with the largest share, several where they are level: `Fairs and Agents, 52.3 %`."""
    best = rows[rows["share_pct"] == rows["share_pct"].max()]
    return f"{join_names(best['option_label'])}, {format_share(rows['share_pct'].max())}"


def format_answer_share(answer: Answer) -> str:
    """The share of an answer with the word of the source that qualifies it, or else its sign: `nearly 90 %`."""
    known_by = answer.qualifier or (BASES[answer.basis][0] if answer.basis else "")
    return f"{known_by} {format_share(answer.share_pct)}".strip()


def keep_together(sentence: str) -> str:
    """A sentence that no line of it ends between a figure and its sign."""
    return sentence.replace(" %", "\u00a0%")


def _lower_first(label: str) -> str:
    return label[:1].lower() + label[1:]


def _raise_first(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def describe_count(rows: pd.DataFrame) -> str:
    """The answer to how many answered: the largest number that was inferred for questions to all."""
    known = rows[rows["base"].notna()]
    if known.empty:
        return f"How many answered is {NOT_IN_SOURCE}"
    return (
        f"Probably {known['base'].max():g} SMEs or more answered: inferred for {len(known)} of {len(rows)} questions, "
        "printed for none"
    )


def describe_separation(rows: pd.DataFrame, *, nouns: Mapping[str, str]) -> str:
    """Which answers of a question, ranked by share, surely differ, and which may be level or may differ."""
    known = rows[rows["interval_low_pct"].notna()]
    if len(known) < PAIR:
        return "Whether answers differ is not known: the number of answers is not known."
    size, noun = int(known["base"].iloc[0]), nouns.get(str(known["question_id"].iloc[0]), ANSWERS)
    shares = list(known["share_pct"])
    runs, found = find_tied_runs(shares, size), compare_shares(shares, size)
    base = f"(n ≈ {size}, inferred)"
    if not runs:
        return f"Each of the {_count(len(known))} {noun} differs from the others {base}."
    is_open = {
        run: any(found[pair] is Difference.OPEN for pair in combinations(range(run[0], run[1] + 1), 2)) for run in runs
    }
    names = {run: _name_stretch(*run, noun=noun, of=len(known)) for run in runs}
    level, unsure = ([names[run] for run in runs if is_open[run] is wanted] for wanted in (False, True))
    parts = [
        (_describe_apart(known, runs), ""),
        (f"{level[0]} may be level" if level else "", f": too few answers to tell{_also(level)}"),
        (
            f"{unsure[0]} may or may not differ" if unsure else "",
            f": how many SMEs gave both answers is {NOT_IN_SOURCE}{_also(unsure)}",
        ),
    ]
    first, *others = [(f"{claim[0].upper()}{claim[1:]}", why) for claim, why in parts if claim]
    return " ".join([f"{first[0]} {base}{first[1]}.", *(f"{claim}{why}." for claim, why in others)])


def _also(stretches: Sequence[str]) -> str:
    return f"; the same holds for {join_names(stretches[1:])}" if stretches[1:] else ""


def _describe_apart(known: pd.DataFrame, runs: Sequence[tuple[int, int]]) -> str:
    tied = {place for start, end in runs for place in range(start, end + 1)}
    labels = [label for place, label in enumerate(known["option_label"], start=1) if place not in tied]
    if not labels:
        return ""
    return f"{join_names(f'“{label}”' for label in labels)} {'stands' if len(labels) == 1 else 'stand'} apart"


def _name_stretch(start: int, end: int, *, noun: str, of: int) -> str:
    if start == 1:
        return f"the {'' if end == of else 'first '}{_count(end)} {noun}"
    return f"the {_format_ordinal(start)} {'and' if end == start + 1 else 'to'} the {_format_ordinal(end)}"


def _count(number: int) -> str:
    return COUNTS[number - 1] if number <= len(COUNTS) else str(number)


def _format_ordinal(place: int) -> str:
    return ORDINALS[place - 1] if place <= len(ORDINALS) else f"{place}th"


def explain_unused(theme: str, chosen: Mapping[str, Collection[str]]) -> str:
    """That the chosen filters change nothing in a theme, and why; empty where each of them does something."""
    idle = [name for name, codes in chosen.items() if codes and name not in DEPENDS_ON[theme]]
    if not idle:
        return ""
    return (
        f"In this theme nothing depends on {join_names(idle, last='or')}: "
        "the source does not break these answers down any further."
    )


def describe_marked_options(rows: pd.DataFrame, marked: Collection[str], *, filtered: bool) -> str:
    """Which options of a question the filters mark; empty where nothing is filtered."""
    if not filtered:
        return ""
    labels = rows.loc[rows["option_id"].isin(marked), "option_label"]
    if labels.empty:
        return (
            "None of these fits the chosen filters, so none is marked; choose a target industry or reset the filters."
        )
    return f"Marked by the filters: {join_names(labels)}."


def explain_audiences(sectors: Collection[str], names: Mapping[Any, str], *, audience_of: Mapping[str, str]) -> str:
    """That both audiences are shown although sectors are chosen, as none of them was asked apart; else empty."""
    if not sectors or any(sector in audience_of for sector in sectors):
        return ""
    listed = join_names((names.get(sector, sector) for sector in sectors), last="or")
    return f"The survey asked ICT and production companies, not {listed} apart: both are shown."


def describe_marked_places(codes: Sequence[str], names: Mapping[Any, str], places: Iterable[Place]) -> list[str]:
    """A sentence for each marked country: its share in the countries named, the gap, and who of us is there."""
    named = {place.country_code: place for place in places}
    return [
        _describe_place(names[code], named[code])
        if code in named
        else f"{names.get(code, code)}: named in no answer, so there is nothing to mark."
        for code in codes
    ]


def _describe_place(name: str, place: Place) -> str:
    of = OF_COUNTRIES[place.world]
    has_business = place.have is not None
    have = (
        f"{format_share(place.have)} {of} for existing business" if has_business else "not named for existing business"
    )
    them = "of those named" if has_business else of
    want = (
        "not named as a country of interest"
        if place.want is None
        else f"{format_share(place.want)} {them} as a country of interest"
    )
    gap = (
        ""
        if place.gap is None
        else f" (gap {survey_rows.format_points(place.gap)} points between shares of different bases)"
    )
    return f"{name}: {have}, {want}{gap}; {_describe_partners(place)}."


def _describe_partners(place: Place) -> str:
    if place.partners:
        return f"partner at home there: {place.partners}"
    return f"no partner; contacts: {place.contacts}" if place.contacts else "no partner"


IN_PART: Mapping[str, str] = {"europe": "in Europe", "world": "outside Europe"}


def write_interest(europe: Sequence[Place], world: Sequence[Place]) -> str:
    """The finding about countries: where interest exceeds existing business most, in Europe or else in the world."""
    for places in (europe, world):
        if biggest := survey_rows.find_biggest_gap(places):
            return _write_biggest(biggest, places)
    if not (europe or world):
        return f"Which countries SMEs named is {NOT_IN_SOURCE}"
    return "No country named in both questions has a larger share of interest than of existing business"


def _write_biggest(biggest: Sequence[Place], places: Sequence[Place]) -> str:
    first, *others = biggest
    verb = "share" if others else "has"
    figures = "; ".join(describe_mentions(place.want, place.have) for place in biggest)
    compared = sum(place.gap is not None for place in places if not place.is_other)
    names = join_names(place.place for place in biggest)
    if compared < LEAST:
        return f"Interest exceeds existing business {IN_PART[first.world]} for {names}: {figures}"
    among = f"({format_count(compared, 'country', 'countries')} compared)"
    return f"{names} {verb} the biggest gap between interest and business {IN_PART[first.world]}: {figures} {among}"


def describe_demand(places: Sequence[Place]) -> str:
    """The finding about demand without a partner in one part of the world, most wanted first."""
    wanted = survey_rows.rank_without_partner(places)
    if not wanted:
        return "No country without a partner was named as a country of interest."
    named = [_format_wish(place) for place in wanted[:NAMED]]
    more = len(wanted) - NAMED
    return f"Demand without a partner: {join_names([*named, f'{_count(more)} more'] if more > 0 else named)}."


def _format_wish(place: Place) -> str:
    contacts = f"; contacts: {place.contacts}" if place.contacts else ""
    return f"{place.place} ({describe_mentions(place.want, place.have)}{contacts})"


def describe_disagreement(rows: pd.DataFrame) -> str:
    """That the answers of the two audiences are more than those of all, where it is so; else empty."""
    inferred = rows[rows["shares"] > 1].groupby("audience")["base"].max().dropna()
    if not {"ict", "production", "all"} <= set(inferred.index):
        return ""
    ict, production, everyone = (int(inferred[audience]) for audience in ("ict", "production", "all"))
    if ict + production <= everyone:
        return ""
    return (
        f"The numbers do not add up: {ict} ICT and {production} production SMEs are {ict + production}, more than "
        f"the {everyone} of the questions to all. Some may count as both, or have skipped questions; the source does "
        "not say."
    )
