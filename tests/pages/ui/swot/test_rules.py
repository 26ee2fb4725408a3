"""The rules on the data in words: tripped, not tripped, and not known, each with its figures."""

from dia_data import swot_rules
from dia_data.queries import swot as questions
from dia_data.storage.store import Store
from pages.ui import rule_words
from pages.ui.swot import rules as wording


def test_a_rule_says_where_it_trips_where_not_and_where_nothing_is_known(loaded: Store):
    verdicts = swot_rules.evaluate(questions.rule_figures(loaded))
    payments = [one for one in verdicts if one.rule.rule_id == "payment_terms_above_90_days"]
    said = rule_words.describe_rule(payments).markdown.replace("\\", "")
    assert "active: Italy on average 120 days / around 120 days" in said
    assert "USA commonly 30–90 days" in said
    assert "not in the source: Brazil" in said
    wide = wording.tabulate_rules(payments, {}, ["Italy", "Brazil"])
    assert [cell.replace("\u00a0", " ") for cell in wide.iloc[0]] == [
        ":red-badge[:material/warning: active] on average 120 days / around 120 days",
        ":gray-badge[:material/remove: not in the source]",
    ]


def test_a_market_without_an_observation_is_a_row_of_the_csv(loaded: Store):
    verdicts = swot_rules.evaluate(questions.rule_figures(loaded))
    rows = wording.tabulate_verdicts(one for one in verdicts if one.country_name == "Brazil")
    assert set(rows["outcome"]) == {"active", "not in the source"}
    assert set(rows.loc[rows["outcome"] == "not in the source", "note"]) == {"not in the source"}


def test_the_headline_counts_rules_and_names_the_markets_that_trip_most(loaded: Store):
    verdicts = swot_rules.evaluate(questions.rule_figures(loaded))
    own = swot_rules.select_counting(verdicts, questions.points(loaded))
    assert wording.write_headline(own) == (
        "10 of 11 market warnings with a figure are active in at least one market: "
        "Italy 6, Germany 2, Brazil 1, China 1, France 1"
    )
    of_brazil = [one for one in own if one.country_name == "Brazil"]
    assert len(of_brazil) == 6
    assert wording.write_headline(of_brazil) == "1 of 1 market warning with a figure is active: Brazil 1"
    assert wording.write_headline([]) == "No market warning has a figure here: all are not in the source"


def test_each_threshold_says_who_set_it_and_why(loaded: Store):
    figures = questions.rule_figures(loaded)
    assert {one.threshold_note.partition(":")[0] for one in figures} == {
        "Set by the editors of this dashboard, who knew the figures"
    }
    said = wording.list_thresholds(swot_rules.evaluate(figures))
    assert "so it was active when it was set" in said
    assert said.count("\n- ") + 1 == len({one.rule_id for one in figures})
