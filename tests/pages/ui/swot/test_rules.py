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
    assert "tripped: Italy 120 days / ≈ 120 days" in said
    assert "USA 30–90 days" in said
    assert "not in the source: Brazil" in said
    wide = wording.tabulate_rules(payments, {}, ["Italy", "Brazil"])
    assert [cell.replace("\u00a0", " ") for cell in wide.iloc[0]] == ["⚑ 120 days / ≈ 120 days", "– not in the source"]


def test_a_market_without_an_observation_is_a_row_of_the_csv(loaded: Store):
    verdicts = swot_rules.evaluate(questions.rule_figures(loaded))
    rows = wording.tabulate_verdicts(one for one in verdicts if one.country_name == "Brazil")
    assert set(rows["outcome"]) == {"tripped", "not in the source"}
    assert set(rows.loc[rows["outcome"] == "not in the source", "note"]) == {"not in the source"}


def test_the_headline_counts_rules_and_names_the_markets_that_trip_most(loaded: Store):
    verdicts = swot_rules.evaluate(questions.rule_figures(loaded))
    own = swot_rules.select_counting(verdicts, questions.points(loaded))
    assert wording.write_headline(own) == (
        "10 of 11 rules on the data are tripped: Italy 6, Germany 2, Brazil 1, China 1, France 1"
    )
    assert wording.write_headline([]) == "0 of 0 rules on the data are tripped"
