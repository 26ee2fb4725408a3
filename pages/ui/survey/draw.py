"""The themes of the survey page: which one is open, and what each draws."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd
import streamlit as st

from dia_data.frames import make_rows
from dia_data.queries.survey import Answer
from dia_data.wording.citations import quote_statements
from pages.ui import cards, filters, pick
from pages.ui.charts import papers, show
from pages.ui.markdown import escape_markdown
from pages.ui.survey import charts
from pages.ui.survey import rows as survey_rows
from pages.ui.survey import text as survey_text
from pages.ui.survey.rows import Place

PARTS = {
    "Europe": "Europe: business and interest, % of the countries named",
    "World": "Outside Europe: business and interest, % of the countries named",
}


def choose_theme() -> str:
    """The theme to show; where the chosen filters change nothing in it, a line says so."""
    themes = list(survey_text.DEPENDS_ON)
    chosen = pick.choose_one("Theme", pick.name_as_is(themes), key="theme", label_visibility="collapsed", wrap=True)
    picked = {one.name: filters.get_chosen(one.name) for one in filters.FILTERS}
    draw_aside(survey_text.explain_unused(chosen, picked))
    return chosen


def draw_aside(sentence: str) -> None:
    """A remark in small type; nothing where there is none."""
    if sentence:
        st.caption(escape_markdown(sentence))


def draw_countries_answer(europe: Sequence[Place], world: Sequence[Place], *, marked: Sequence[str]) -> None:
    """The answer about countries: what is `marked` by the filters, or else where the biggest gap is."""
    first, *others = marked or [survey_text.write_interest(europe, world)]
    cards.show_answer(escape_markdown(survey_text.keep_together(first)), more=escape_markdown(" ".join(others)))


def draw_answer(asked: pd.DataFrame) -> None:
    """The answer of a theme: what was said most to its first question; its card says which answers differ."""
    finding, more = survey_text.write_answer(asked)
    cards.show_answer(escape_markdown(survey_text.keep_together(finding)), more=escape_markdown(more))


def draw_part(countries: pd.DataFrame, places: Sequence[Place], *, name: str, marked: Sequence[str]) -> None:
    """Have against want in one part of the world, biggest gap first."""
    rows = countries[countries["part"] == name]
    ranked = survey_rows.sort_by_gap(places)
    lead = survey_text.describe_demand(places)
    chart = charts.chart_have_and_want(ranked, marked=marked, alt=f"{PARTS[name]}, biggest gap first. {lead}")
    drawn = papers.chart_described(chart, title="Countries named")
    with cards.draw_card(PARTS[name], rows=rows, key=f"part_{name.lower()}", charts=lambda _rows: drawn):
        height = charts.measure_height(len(ranked), charts.PLACE_HEIGHT)
        show.show(chart, by="plotly", key=f"part_{name}", height=height)
        st.caption(escape_markdown(f"{survey_text.WHAT_A_GAP_IS} {lead}"))


def draw_without_partner(
    countries: pd.DataFrame, europe: Sequence[Place], world: Sequence[Place], *, advice: pd.DataFrame
) -> None:
    """Demand without a partner, ranked, for Europe and for the world; and what the documents advise."""
    with cards.draw_card(
        "Where is demand without a partner?", rows=_select_unserved(countries, europe, world), key="unserved"
    ):
        ranking = survey_rows.tabulate_ranking(europe, world)
        st.table(ranking, hide_index=True, alt="Countries of interest where no partner is at home, ranked")
        draw_aside(quote_statements(advice))
        st.caption(escape_markdown(survey_text.SHARES_OF_MENTIONS))


def _select_unserved(countries: pd.DataFrame, *parts: Sequence[Place]) -> pd.DataFrame:
    codes = [place.country_code for part in parts for place in survey_rows.rank_without_partner(part)]
    return countries[countries["country_code"].isin(codes)]


def draw_wholes(countries: pd.DataFrame, *, marked: Sequence[str]) -> None:
    """Each country question as one whole."""
    with cards.draw_card(
        "Each question as 100 %", rows=countries[countries["basis"].notna()], key="wholes",
        charts=papers.draw_nothing,
    ):  # fmt: skip
        alt = "The shares of each country question as one bar, Other last"
        chart = charts.chart_wholes(countries, marked=marked, alt=alt)
        height = charts.measure_height(len(chart.lines), charts.WHOLE_HEIGHT)
        show.show(chart, by="plotly", key="wholes", height=height)


def draw_question(
    rows: pd.DataFrame,
    *,
    nouns: Mapping[str, str],
    marked: Collection[str] = (),
    beside: Mapping[str, str] | None = None,
    note: str = "",
) -> None:
    """One question with several answers: which of them differ, of whom, and the bars."""
    name, text = rows["question_id"].iloc[0], rows["question_text"].iloc[0]
    apart = survey_text.describe_separation(rows, nouns=nouns)
    alt = f"{text} Named most: {survey_text.name_most(rows)}"
    chart = charts.chart_answers(rows, marked=marked, beside=beside, alt=alt)
    drawn = papers.chart_described(chart, title="Answers", note=apart)
    with cards.draw_card(text, rows=rows, key=name, charts=lambda _rows: drawn):
        st.markdown(escape_markdown(" ".join(filter(None, [apart, note]))), help=survey_text.HOW_COMPARED)
        st.caption(escape_markdown(survey_text.describe_base(rows)))
        height = charts.measure_height(len(chart.lines), charts.OPTION_HEIGHT)
        show.show(chart, by="plotly", key=name, height=height)


def draw_statement(rows: pd.DataFrame) -> None:
    """A share that is one statement: a figure with its sign and the word printed beside it, no bar."""
    statement, *_ = make_rows(rows, Answer)
    qualified = f"printed as “{statement.qualifier}”: approximate" if statement.qualifier else "as printed"
    with cards.draw_card(statement.question_text, rows=rows, key=statement.question_id):
        figure = survey_text.format_answer_share(statement)
        st.metric(
            escape_markdown(f"“{statement.option_label}”"), figure, qualified, delta_color="off", delta_arrow="off"
        )
        st.caption(escape_markdown(survey_text.describe_statement_base(statement.audience)))


def draw_services(chain: pd.DataFrame) -> None:
    """From need to service to activity, and what is linked to nothing."""
    needs = list(dict.fromkeys(chain["need"].dropna()))
    with cards.draw_card(
        "Which services answer each need, and which activities carry them?", rows=chain, key="services"
    ):
        named = pick.name_as_is(needs)
        need = pick.choose_one_or_none("Only the services for one need", named, key="need", draw=st.pills)
        table = survey_rows.build_matrix(chain, need=need)
        if table.empty:
            cards.show_empty(f"No service of D3.1 §9.2 is listed in §9.1 for “{escape_markdown(str(need))}”.")
        else:
            st.table(table, alt="Which service answers which need, and how many activities carry it")
            st.table(
                survey_rows.list_carried(chain, need=need),
                hide_index=True,
                alt="The activities that carry each service",
            )
        st.caption(escape_markdown(survey_text.LINKS))
    loose = chain[chain[["need", "service", "activity"]].isna().any(axis=1)]
    with cards.draw_card("Not linked yet", rows=loose, key="unlinked"):
        _draw_unlinked(survey_rows.list_unlinked(chain))


def _draw_unlinked(lists: Mapping[str, Sequence[str]]) -> None:
    for column, (title, things) in zip(st.columns(3), [one for one in lists.items() if one[1]], strict=False):
        column.markdown(f"**{title}**\n" + "\n".join(f"- {escape_markdown(thing)}" for thing in things))
    empty = [title for title, things in lists.items() if not things]
    if empty:
        st.caption(f"Nothing to list: {'; '.join(empty)}.")


def draw_bases(rows: pd.DataFrame) -> None:
    """How many answered each question, and why that is inferred."""
    with cards.draw_card("How many answered?", rows=rows, key="bases"):
        st.markdown(escape_markdown(survey_text.WHY_INFERRED))
        st.table(survey_rows.tabulate_bases(rows), hide_index=True, alt="Number of answers per question, inferred")
        if sentence := survey_text.describe_disagreement(rows):
            st.warning(escape_markdown(sentence), icon=":material/balance:")
        st.caption(escape_markdown(survey_text.HOW_COMPARED))
