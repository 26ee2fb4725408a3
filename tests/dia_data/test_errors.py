"""Errors are sentences, and say to strangers nothing of the computer that they happened on."""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import dia_data
from dia_data.errors import DatabaseInUse, DatabaseNotWritable, DiaError, EntryInvalid

SECRET = Path("/srv/our secrets/data/dia.duckdb")
TELLING = "process 4242 (python3), PID 4242, /var/secrets/x.log"
HIDDEN = ("secrets", "/srv", "/var", "4242")


def every_error() -> list[type[DiaError]]:
    """All errors of the program, whichever module they are named in."""
    for module in pkgutil.walk_packages(dia_data.__path__, "dia_data."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    return sorted(set(_below(DiaError)), key=lambda error: error.__name__)


def _below(error: type[DiaError]) -> Iterator[type[DiaError]]:
    for child in error.__subclasses__():
        yield child
        yield from _below(child)


def made(error: type[DiaError]) -> DiaError:
    """The error with something telling wherever it takes a text."""
    parameters = inspect.signature(error.__init__).parameters.values()
    return error(**{given.name: filled(given) for given in parameters if given.name != "self" and is_named(given)})


def is_named(given: inspect.Parameter) -> bool:
    return given.kind in {given.POSITIONAL_OR_KEYWORD, given.KEYWORD_ONLY} and given.default is given.empty


def filled(given: inspect.Parameter) -> Any:
    kind = str(given.annotation)
    if "Path" in kind:
        return SECRET
    if "Mapping" in kind:
        return {0: [TELLING]}
    if "list" in kind or "Sequence" in kind:
        return [TELLING]
    return f'"{SECRET}": {TELLING}' if given.name == "reason" else 4 if kind.endswith("int'>") else TELLING


@pytest.mark.parametrize("error", every_error(), ids=lambda error: error.__name__)
def test_an_error_names_no_folder_and_no_process_to_strangers(error: type[DiaError]):
    happened = made(error) if error.__init__ is not Exception.__init__ else error(TELLING)
    assert [word for word in HIDDEN if word in happened.public] == []
    assert happened.public


def test_whoever_runs_the_server_is_told_all_of_it():
    assert str(SECRET) in str(DatabaseInUse(SECRET, "process 4242"))
    assert "process 4242" in str(DatabaseInUse(SECRET, "process 4242"))


def test_what_is_left_is_still_a_sentence():
    assert DatabaseInUse(SECRET, "process 4242").public == (
        "The database dia.duckdb is held by another process. "
        "Stop that process (or use the dashboard that it already serves), then start again."
    )
    reason = f'IO Error: Cannot open file "{SECRET}": Permission denied'
    assert 'Cannot open file "dia.duckdb": Permission denied' in DatabaseNotWritable(SECRET, reason).public


@pytest.mark.parametrize(
    "sentence",
    [
        "See the list on /sources.",
        "The value 3/4 is not a number.",
        "See https://example.org/a/b.",
        "and/or 12/2020 – 1/2/3",
    ],
)
def test_a_sentence_that_names_none_stays_as_it_is(sentence: str):
    assert EntryInvalid([sentence]).public == f"Nothing was recorded. {sentence}"
