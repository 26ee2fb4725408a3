"""Whatever an address says, its page opens: what is not understood is named, and the usual choice is shown."""

import ast
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dia_data.settings import ROOT
from dia_data.storage.store import Store
from pages.ui import address, batch_links, pick
from tests.pages.conftest import show

KINDS = ("selectbox", "radio", "pills", "segmented_control", "toggle", "date_input", "text_input")
DEMONSTRATION = {"workspace": "demonstration"}
A_KPI = {"kpi": "Training webinars"}

BESIDE: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("kpis", "kpi_part"): A_KPI,
    ("record", "kpi"): {"report": "Results"},
    ("record", "record_aim"): {"report": "Targets and plans"},
    ("record", "dates_of"): {"report": "Dates"},
    ("record", "activity"): {"report": "Dates", "dates_of": "One activity"},
    ("record", "market"): {"report": "Market roles"},
    ("survey", "need"): {"theme": "Needs and services"},
}
"""What else an address must say so that a page asks for a name."""

NO_WIDGET = {("record", "batch"), ("meeting", "present"), ("meeting", "of"), ("meeting", "item")}
"""Names that a page reads and no widget holds."""

ANY_TEXT = {("sources", "words")}

EVERY = {name for names in address.NAMES.values() for name in names}
OBEYS_ALL = "survey"
"""A page that obeys all filters."""
EMPTY = ""
ODD = {
    "empty": EMPTY,
    "unknown": "nothing of the kind",
    "very long": "x" * 20_000,
    "repeated": ["nothing", "of the kind"],
    "signs that are not seen": "\x00\n\x1b[1m\U0001f9ed\U000e0041",
    "markup": "<script>alert(1)</script> **b** [x](http://x.example) :red[y] $q$ a&b=c%00#e",
    "a number": "1",
    "a year": "9999-12-31",
}


@pytest.fixture(autouse=True)
def demonstration(year: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demonstration has meetings and a round of evaluation, so that each choice is on its page."""
    show(monkeypatch, demonstration=year)


def open_at(page: str, said: Mapping[str, str | list[str]]) -> AppTest:
    """A page as somebody opens it who follows a link."""
    app = AppTest.from_file(ROOT / "pages" / "_app.py", default_timeout=60)
    app.query_params.update(said)
    return app.switch_page(f"{page}.py").run()


def by_name(app: AppTest) -> dict[str, Any]:
    """What can be chosen on the page, by its name in the address."""
    return {element.key: element for kind in KINDS for element in app.get(kind) if element.key}


def groups() -> Iterator[tuple[str, Mapping[str, str], list[str]]]:
    """Each page, what its address must say besides, and the names it asks for then."""
    yield "survey", {}, [name for name in address.FRAME if name != "workspace"]
    for page, names in address.NAMES.items():
        bound = [name for name in names if (page, name) not in NO_WIDGET]
        yield page, {}, [name for name in bound if (page, name) not in BESIDE]
        yield from ((page, BESIDE[page, name], [name]) for name in bound if (page, name) in BESIDE)


def other_case(label: str) -> str:
    return label.swapcase()


def faults(page: str, beside: Mapping[str, str], odd: Mapping[str, str | list[str]], usual: Mapping) -> Iterator[str]:
    """What is wrong with a page whose address says something odd under each of the names."""
    app = open_at(page, {**DEMONSTRATION, **beside, **odd})
    if app.exception:
        yield "an exception"
        return
    said = [warning.value for warning in app.warning]
    if EMPTY in odd.values() and app.run().exception:
        yield "an exception with the next click"
        return
    now = by_name(app)
    for name in odd:
        if name not in now:
            yield f"{name} is not asked for"
        elif (page, name) not in ANY_TEXT:
            if now[name].value != usual[name]:
                yield f"{name} is {now[name].value}"
            # An empty value leaves open what may be left open.
            if (odd[name] or usual[name]) and not any(
                f"The link {asks}" in one for one in said for asks in asking(name)
            ):
                yield f"nothing is said of {name}"


def asking(name: str) -> tuple[str, str]:
    """How a sentence on a name that was not understood goes on."""
    return f"asks for the {address.name_in_sentence(name)} “", f"names no {address.name_in_sentence(name)}."


@pytest.mark.parametrize(("page", "beside", "names"), list(groups()), ids=lambda value: str(value)[:20])
def test_an_odd_address_opens_the_page_with_its_usual_choices_and_says_so(
    page: str, beside: Mapping[str, str], names: list[str]
):
    asked = by_name(open_at(page, {**DEMONSTRATION, **beside}))
    assert [name for name in names if name not in asked] == []
    assert [name for name in asked if name in EVERY and name not in {*address.FRAME, *address.NAMES[page]}] == []
    usual = {name: asked[name].value for name in names}
    odd: dict[str, dict[str, str | list[str]]] = {how: dict.fromkeys(names, value) for how, value in ODD.items()}
    labels = {name: getattr(asked[name], "options", None) or ["on"] for name in names}
    odd["another case"] = {name: other_case(options[-1]) for name, options in labels.items()}
    found = {how: list(faults(page, beside, values, usual)) for how, values in odd.items()}
    assert {how: wrong for how, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("odd", [*ODD.values(), "DEMONSTRATION"], ids=[*ODD, "another case"])
def test_an_odd_workspace_opens_the_first_one_and_says_so(odd: str | list[str]):
    app = open_at("sources", {"workspace": odd})
    assert not app.exception
    assert by_name(app)["workspace"].value == "consortium"
    assert any(f"The link {asks}" in one.value for one in app.warning for asks in asking("workspace"))


@pytest.mark.parametrize(("page", "name"), sorted(NO_WIDGET))
def test_an_odd_value_that_no_widget_holds_opens_the_page(page: str, name: str):
    beside = {"report": batch_links.HISTORY} if name == "batch" else {"present": "1", "of": "January 2022"}
    said = {how: open_at(page, {**DEMONSTRATION, **beside, name: odd}).exception for how, odd in ODD.items()}
    assert {how: exception for how, exception in said.items() if exception} == {}


def test_several_known_values_under_one_name_leave_the_last():
    app = open_at("kpis", {**DEMONSTRATION, "kpis_view": ["By partner", "By market"], "country": ["Italy", "Italy"]})
    assert not app.exception
    assert by_name(app)["kpis_view"].value == "By market"
    assert by_name(app)["country"].value == ["ITA"]


def test_what_was_not_understood_is_said_until_the_next_click():
    app = open_at("kpis", {"kpis_view": "By planet"})
    assert [one.value for one in app.warning] == [
        "The link asks for the view “By planet”, which does not exist. “List” is shown."
    ]
    assert not app.run().warning


def choose_another(element: Any) -> str | None:
    """Choose what is not chosen now; returns what the address should say, None where there is nothing else."""
    if element.type == "toggle":
        element.set_value(not element.value)
        return "true"
    if element.type in ("text_input", "date_input"):
        another = "alliance" if element.type == "text_input" else element.max
        element.set_value(another)
        return str(another)
    now = element.formatted_values if element.type == "button_group" else [element.options[element.index or 0]]
    label = next((option for option in reversed(element.options) if option not in now), None)
    if label:
        is_list = element.type == "button_group" and not element._is_single_select
        element.set_value([label] if is_list else label)
    return label


@pytest.mark.parametrize(("page", "beside", "names"), list(groups()), ids=lambda value: str(value)[:20])
def test_the_address_says_what_was_chosen_although_the_browser_still_sends_the_old_one(
    page: str, beside: Mapping[str, str], names: list[str]
):
    page = OBEYS_ALL if names[0] in address.FRAME else page
    found = {}
    for name in names:
        app = open_at(page, {**DEMONSTRATION, **beside})
        label = choose_another(by_name(app)[name])
        app.run()
        if label and app.query_params.get(name) not in (label, [label]):
            found[name] = (label, app.query_params.get(name))
    assert found == {}


LEFT_OUT: Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]] = {
    "roadmap": (
        {"focus": "Mid-term self-evaluation", "tie": "SWOT: W2"},
        {"country": "Germany"},
    ),
    "markets": ({"market": "Brazil"}, {"country": "Sweden", "partner": "SCS"}),
    "trends": (
        {"trend": "Big Data", "industry": "Blue Growth Industries"},
        {"sector": "Aerospace & Defence"},
    ),
    "partners": ({"profile": "MESAP"}, {"country": "Brazil", "partner": "MESAP"}),
}
"""Pages on which filters may leave nothing: what can be opened there, and filters that leave nothing to open it in."""


def names_opened(app: AppTest, page: str) -> dict[str, Any]:
    """What is open on the page and what its address names of that."""
    drawn = {name: one.value for name, one in by_name(app).items() if name in address.OPENS[page] and one.value}
    return {**drawn, **{name: app.query_params[name] for name in app.query_params if name in address.OPENS[page]}}


@pytest.mark.parametrize("page", LEFT_OUT)
def test_what_filters_leave_no_room_for_is_closed_for_good(page: str):
    opened, filters = LEFT_OUT[page]
    app = open_at(page, {**DEMONSTRATION, **opened})
    assert names_opened(app, page).keys() == opened.keys()
    for name, label in filters.items():
        by_name(app)[name].set_value([label])
    assert names_opened(app.run(), page) == {}
    app.button("reset").click().run()
    assert by_name(app).keys() >= opened.keys()
    assert names_opened(app, page) == {}


@pytest.mark.parametrize("page", LEFT_OUT)
def test_a_link_to_what_its_own_filters_leave_no_room_for_opens_nothing(page: str):
    opened, filters = LEFT_OUT[page]
    app = open_at(page, {**DEMONSTRATION, **opened, **filters})
    assert names_opened(app, page) == {}
    assert app.query_params["workspace"] == "demonstration"
    app.button("reset").click().run()
    assert by_name(app).keys() >= opened.keys()
    assert names_opened(app, page) == {}


@pytest.mark.parametrize(
    ("form", "page", "name", "label"),
    [("Results", "kpis", "kpi", "Training webinars"), ("Market roles", "markets", "market", "Brazil")],
)
def test_what_a_form_is_about_is_not_opened_by_a_change_of_page(form: str, page: str, name: str, label: str):
    app = open_at("record", {**DEMONSTRATION, "report": form})
    app.selectbox(name).set_value(label).run()
    del app.query_params[name]  # as Streamlit leaves out what widgets of both pages hold
    assert names_opened(app.switch_page(f"{page}.py").run(), page) == {}
    assert not app.warning


def test_names_of_several_pages_are_those_that_stand_in_the_address_of_each():
    assert {"kpi", "market"} == address.SHARED


def test_a_batch_is_in_the_address_where_it_is_shown_alone():
    assert names_opened(open_at("record", {"report": batch_links.HISTORY, "batch": "b1"}), "record") == {"batch": "b1"}
    assert names_opened(open_at("record", {"report": "Dates", "batch": "b1"}), "record") == {}


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_each_choice_in_an_address_is_drawn_by_the_one_module_that_heeds_it():
    elsewhere = [
        str(file.relative_to(ROOT))
        for file in ROOT.glob("pages/**/*.py")
        for call in calls(ast.parse(file.read_text(encoding="utf-8")))
        if any(argument.arg == "bind" for argument in call.keywords) and file.stem != "pick"
    ]
    assert elsewhere == []


def test_a_choice_of_a_name_that_is_not_listed_is_refused():
    with pytest.raises(KeyError):
        pick.correct_address("of nobody", ())
