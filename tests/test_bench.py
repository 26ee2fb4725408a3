"""What the benchmarks ask is still there to be asked; how long it takes is measured on demand."""

from dia_data.storage.store import Store
from tests.bench import knee, questions


def test_each_question_has_the_values_that_it_needs(loaded: Store):
    asked = list(questions._questions(loaded))
    assert {one.group for one in asked} >= {"choices", "markets", "sources"}
    assert len(asked) == len({(one.group, one.name) for one in asked})


def test_what_is_asked_of_the_store_is_noted_for_bare_duckdb(loaded: Store):
    first = next(iter(questions._questions(loaded)))
    found = questions._compare(first, loaded, loaded._cursor())
    assert found.peer_name == "bare DuckDB"


def test_the_knee_is_found_by_halving():
    assert knee.find_knee(lambda readers: readers <= 60, close_enough=1) == 60
    assert knee.find_knee(lambda _: False) == 0
    assert 248 <= knee.find_knee(lambda _: True) <= 256
