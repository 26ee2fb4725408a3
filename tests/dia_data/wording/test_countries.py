"""Countries are named in a sentence as English has them."""

from dia_data.wording.countries import name_in_sentence


def test_some_countries_have_an_article():
    assert [name_in_sentence(name) for name in ("China", "USA")] == ["China", "the USA"]
