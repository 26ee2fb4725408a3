"""What the alliance is in a few numbers, and what an empty record says of it."""

from datetime import date

from dia_data.queries import briefing
from dia_data.storage.store import Change, Store
from tests.conftest import enter


def test_the_alliance_is_what_its_documents_state(loaded: Store) -> None:
    said = briefing.alliance(loaded)
    assert said.markets == ("Germany", "France", "Italy", "Brazil", "China", "USA")
    assert (said.partners, said.countries, said.activities, said.services, said.kpis) == (6, 6, 25, 9, 23)
    assert (said.starts, said.ends) == (date(2020, 1, 1), date(2021, 9, 30))


def test_a_programme_that_is_dated_anew_has_its_new_dates(draft: Change) -> None:
    programme = {"programme_id": "dia", "starts": date(2020, 1, 1), "ends": date(2021, 9, 30)}
    enter(draft, {"programme_dates": [programme]}, kind="document")
    enter(draft, {"programme_dates": [programme | {"starts": date(2027, 1, 1), "ends": date(2028, 9, 30)}]})
    said = briefing.alliance(draft)
    assert (said.starts, said.ends) == (date(2027, 1, 1), date(2028, 9, 30))


def test_the_number_of_companies_keeps_its_word_its_basis_and_its_place(loaded: Store) -> None:
    said = briefing.alliance(loaded)
    named = (said.companies, said.companies_qualifier, said.companies_basis, said.companies_locator)
    assert named == (850, "more than", "approximate", "§1.2")


def test_an_empty_record_counts_nothing_and_states_nothing(draft: Change) -> None:
    said = briefing.alliance(draft)
    assert (said.partners, said.markets, said.companies, said.ends) == (0, (), None, None)
