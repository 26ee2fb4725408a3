"""A random walk through the pages: address, buttons, sentence, what is shown, history and copied link always agree.

DIA_WALK_STEPS and DIA_WALK_SEED make it longer, or another one.
"""

import os
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NoReturn
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, expect

from dia_data.wording.days import format_day
from pages._navigation import NAVIGATION
from tests.browser.conftest import Visit, choose_workspace, open_menu, open_page

STEPS = int(os.environ.get("DIA_WALK_STEPS", "60"))
SEED = os.environ.get("DIA_WALK_SEED", "1")
PATIENCE = 60
"""Seconds in which a step has to come to rest."""
MOST_ENTRIES = 50
"""Of its history a browser keeps no more."""

PLACES = {"briefing": "", "kpis": "", "sources": "Record", "markets": "", "swot": "Strategy", "roadmap": ""}
"""The pages of the walk, and the menus they stand in."""
TITLES = {entry.file: entry.title for entry in NAVIGATION}
OBEYS = {entry.file: entry.obeys for entry in NAVIGATION}
ALL = {"country": "All countries", "sector": "All sectors", "partner": "All partners"}
NAMES = {
    "country": ("Germany", "Italy", "Brazil"),
    "sector": ("ICT", "Automotive"),
    "partner": ("MESAP", "BNPT"),
}
VIEWS = {"kpis": ("kpis_view", "List", "By partner", "By market"), "roadmap": ("roadmap_view", "Time line", "List")}
KPIS = ("Training webinars", "Highly engaged SMEs")
ACTIVITIES = ("Mid-term self-evaluation", "Fact-finding mission to China")
STATUSES = ("on track", "off track")
DAYS = (date(2021, 6, 30), date(2020, 12, 31))

SEEN = """() => {
  const one = (selector) => document.querySelector(selector)
  const text = (selector) => one(selector)?.textContent ?? null
  const checked = (key) => text(`.st-key-${key} [aria-checked=true]`)
  return {
    is_running: one("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning",
    address: location.href,
    entries: navigation.entries().map(({ url }) => url),
    place: navigation.currentEntry.index,
    title: text("h1"),
    buttons: Object.fromEntries(["country", "sector", "partner"].map((name) =>
      [name, text(`.st-key-choose_${name} [data-testid=stMarkdownContainer]`)])),
    line: text(".st-key-head_line [data-testid=stCaptionContainer]"),
    day: [...document.querySelectorAll(".st-key-as_of [role=spinbutton]")].map((part) => part.textContent).join("-"),
    workspace: text(".st-key-head_line")?.includes("synthetic") ? "demonstration" : "consortium",
    banner: text(".st-key-head_line [data-testid=stMarkdownContainer]") ?? "",
    name: document.title,
    statuses: text(".st-key-choose_kpi_status [data-testid=stMarkdownContainer]"),
    view: checked("kpis_view") ?? checked("roadmap_view"),
    drawer: text("[role=dialog] h2"),
    activity: one(".st-key-focus input")?.value ?? null,
    columns: [...document.querySelectorAll(".st-key-card_side_by_side thead th")].map((cell) => cell.textContent),
  }
}"""
A_MOMENT = "() => new Promise((resolve) => requestIdleCallback(resolve))"

Seen = Mapping[str, Any]


def said(seen: Seen) -> dict[str, list[str]]:
    return parse_qs(urlsplit(seen["address"]).query)


def same(address: str) -> tuple[str, list[tuple[str, str]]]:
    """What an address says, in whatever order."""
    return urlsplit(address).path, sorted(parse_qsl(urlsplit(address).query))


def page_of(address: str) -> str:
    return urlsplit(address).path.strip("/") or "briefing"


def disagreements(seen: Seen) -> Iterator[str]:
    """Where what is seen is not what the address says."""
    page, asked = page_of(seen["address"]), said(seen)
    if not (seen["title"] or "").startswith(TITLES[page]):
        yield f"the title is {seen['title']}"
    yield from filters_that_differ(page, asked, seen)
    yield from days_that_differ(asked, seen)
    if seen["workspace"] != asked.get("workspace", ["consortium"])[0]:
        yield f"the workspace is {seen['workspace']}"
    if ("Demonstration" in seen["name"]) != (seen["workspace"] == "demonstration"):
        yield f"the window is called {seen['name']}"
    yield from choices_that_differ(page, asked, seen)


def days_that_differ(asked: Mapping[str, list[str]], seen: Seen) -> Iterator[str]:
    day = asked.get("as_of", [""])[0]
    if re.sub(r"[^\d-]", "", seen["day"]).strip("-") != day:
        yield f"the day is {seen['day']}"
    if day and f"As known on {format_day(date.fromisoformat(day))}" not in seen["banner"]:
        yield f"the banner says {seen['banner']}"


def choices_that_differ(page: str, asked: Mapping[str, list[str]], seen: Seen) -> Iterator[str]:
    # Where filters leave nothing, there is no view to choose.
    if page in VIEWS and seen["view"] and seen["view"] != asked.get(VIEWS[page][0], [VIEWS[page][1]])[0]:
        yield f"the view is {seen['view']}"
    kpi = asked.get("kpi", [""])[0] if page == "kpis" else ""
    if (seen["drawer"] is not None) != bool(kpi) or not (seen["drawer"] or "").endswith(kpi):
        yield f"the drawer is {seen['drawer']}"
    if page == "kpis" and seen["statuses"] != on_button("status", asked.get("kpi_status", []), "All statuses"):
        yield f"the statuses are {seen['statuses']}"
    if page == "roadmap" and (seen["activity"] or "") != asked.get("focus", [""])[0]:
        yield f"the activity is {seen['activity']}"


def on_button(name: str, picked: list[str], nothing: str) -> str:
    """What the button of a list says."""
    said = picked[0] if len(picked) == 1 else f"{len(picked)} chosen"
    return f"{name.capitalize()}: {said}" if picked else nothing


def filters_that_differ(page: str, asked: Mapping[str, list[str]], seen: Seen) -> Iterator[str]:
    for name, nothing in ALL.items():
        picked = asked.get(name, [])
        if seen["buttons"][name] != (on_button(name, picked, nothing) if name in OBEYS[page] else None):
            yield f"the button is {seen['buttons'][name]}"
        in_line = re.search(rf"{name}: ([^;.]*)", seen["line"] or "")
        told = re.split(", | and ", in_line[1]) if in_line else []
        if sorted(told) != sorted(picked if name in OBEYS[page] else []):
            yield f"the line says {seen['line']}"
    if page == "markets" and not {*seen["columns"][1:]} <= {*(asked.get("country") or seen["columns"])}:
        yield f"the columns are {seen['columns']}"


@dataclass
class Walk:
    """Somebody who walks through the pages, and what the history should hold."""

    page: Page
    url: str
    dice: random.Random
    entries: list[str] = field(default_factory=list)
    place: int = 0
    steps: list[str] = field(default_factory=list)

    def look(self) -> Seen:
        return self.page.evaluate(SEEN)

    def rest(self, *, path: str | None = None, **wanted: list[str]) -> Seen:
        """Wait until nothing runs, the address says what is `wanted`, and all that is seen says the same."""
        deadline, before = time.monotonic() + PATIENCE, None
        while True:
            seen = self.look()
            faults = list(disagreements(seen)) + ["it runs"] * seen["is_running"]
            faults += [f"not {path}"] * (path is not None and page_of(seen["address"]) != path)
            faults += [f"{name} is not {value}" for name, value in wanted.items() if said(seen).get(name, []) != value]
            if not faults and seen == before:
                return seen
            if time.monotonic() > deadline:
                self.fail(faults, seen)
            before = seen
            self.page.evaluate(A_MOMENT)

    def fail(self, faults: Sequence[str], seen: Seen) -> NoReturn:
        """Say all that is known, which an assertion would cut."""
        parts = {"Steps": self.steps, "Faults": faults, "Seen": [f"{name}: {value}" for name, value in seen.items()]}
        parts["Expected history"] = [f"place {self.place}", *self.entries]
        pytest.fail("\n".join(f"{head}\n  " + "\n  ".join(lines) for head, lines in parts.items()), pytrace=False)

    def note(self, choice: str) -> None:
        """What the step chooses, for whoever reads why a walk failed."""
        self.steps[-1] += f" {choice}"

    def replaced(self, seen: Seen) -> None:
        self.entries[self.place] = seen["address"]

    def added(self, seen: Seen) -> None:
        self.entries[self.place + 1 :] = [seen["address"]]
        self.entries = self.entries[-MOST_ENTRIES:]
        self.place = len(self.entries) - 1

    def possible(self) -> list[Callable[[], None]]:
        """What can be done now."""
        seen = self.look()
        page = page_of(seen["address"])
        steps: list[Callable[[], None]] = [self.reload]
        steps += [self.back] * 3 * (self.place > 0) + [self.forward] * 2 * (self.place < len(self.entries) - 1)
        if seen["drawer"]:
            return [*steps, *[self.close_drawer] * 3]
        steps += [self.change_page] * 4 + [self.switch_workspace, self.choose_day]
        steps += [self.choose_filter] * 3 * bool(OBEYS[page] & ALL.keys())
        steps += [self.reset] * any(name in said(seen) for name in (*ALL, "as_of"))
        steps += [self.switch_view] * 2 * (page in VIEWS and seen["view"] is not None)
        steps += [self.open_drawer, self.open_drawer, self.choose_status] * (page == "kpis")
        steps += [self.follow_a_link_of_the_page_to_itself] * (self.itself().count() and not seen["activity"])
        steps += [self.follow_a_link_that_filters] * 3 * bool(self.links_that_filter())
        return steps + [self.open_activity] * 3 * (seen["activity"] is not None)

    def take_a_step(self) -> None:
        step = self.dice.choice(self.possible())
        self.steps.append(step.__name__)
        try:
            step()
        except PlaywrightError as error:
            self.fail([str(error)], self.look())
        seen = self.look()
        self.steps[-1] += f" -> {seen['address'].removeprefix(self.url)}"
        faults = list(self.faults_of_history(seen))
        if faults:
            self.fail(faults, seen)

    def faults_of_history(self, seen: Seen) -> Iterator[str]:
        if [same(one) for one in seen["entries"]] != [same(one) for one in self.entries]:
            yield "the history is another one"
        if seen["place"] != self.place:
            yield "the place in the history is another one"
        if not seen["drawer"]:  # it covers the button
            open_menu(self.page).get_by_role("button", name="Copy link").click()
            self.page.keyboard.press("Escape")
            copied = self.page.evaluate("navigator.clipboard.readText()")
            if copied != seen["address"]:
                yield f"the copied link is {copied}"

    def itself(self) -> Locator:
        """A link that leads to the same page in the other workspace."""
        return self.page.get_by_test_id("stPageLink").get_by_role("link", name="demonstration")

    def follow_a_link_of_the_page_to_itself(self) -> None:
        self.itself().first.click()
        self.replaced(self.rest(workspace=["demonstration"]))

    def links_that_filter(self) -> list[tuple[int, str]]:
        """The place and target of each link that leads to another page and chooses in a list of the filter bar."""
        here = page_of(self.look()["address"])
        links = self.page.get_by_test_id("stPageLink-NavLink")
        targets = links.evaluate_all("all => all.map((one) => (one.checkVisibility() ? one.href : ''))")
        return [
            (place, target)
            for place, target in enumerate(targets)
            if page_of(target) in PLACES.keys() - {here} and parse_qs(urlsplit(target).query).keys() & ALL.keys()
        ]

    def follow_a_link_that_filters(self) -> None:
        place, target = self.dice.choice(self.links_that_filter())
        self.note(target)
        self.page.get_by_test_id("stPageLink-NavLink").nth(place).click()
        asked = {name: values for name, values in parse_qs(urlsplit(target).query).items() if name in ALL}
        self.added(self.rest(path=page_of(target), **asked))

    def choose_status(self) -> None:
        label = self.dice.choice(STATUSES)
        self.choose_in_closed_list("kpi_status", label)

    def choose_filter(self) -> None:
        seen = self.look()
        name = self.dice.choice(sorted(OBEYS[page_of(seen["address"])] & ALL.keys()))
        self.choose_in_closed_list(name, self.dice.choice(NAMES[name]))

    def choose_in_closed_list(self, name: str, label: str) -> None:
        """Choose, or take back, and close the list again."""
        self.note(f"{name} {label}")
        picked = said(self.look()).get(name, [])
        self.page.locator(f".st-key-choose_{name} button").first.click()
        pill = self.page.get_by_role("dialog").get_by_role("button", name=label, exact=True)
        pill.click()
        wanted = [one for one in picked if one != label] if label in picked else [*picked, label]
        self.page.keyboard.press("Escape")
        expect(pill).to_have_count(0)
        self.replaced(self.rest(**{name: wanted}))

    def reset(self) -> None:
        self.page.get_by_role("button", name="Clear", exact=True).click()
        self.replaced(self.rest(country=[], sector=[], partner=[], as_of=[]))

    def choose_day(self) -> None:
        day = self.dice.choice(DAYS)
        self.note(day.isoformat())
        self.page.locator(".st-key-as_of [role=spinbutton]").first.click()
        self.page.keyboard.type(f"{day:%Y%m%d}")
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Escape")
        self.replaced(self.rest(as_of=[day.isoformat()]))

    def switch_workspace(self) -> None:
        now = self.look()["workspace"]
        other = "consortium" if now == "demonstration" else "demonstration"
        choose_workspace(self.page, other)
        self.replaced(self.rest(workspace=[other] if other == "demonstration" else []))

    def switch_view(self) -> None:
        name, usual, *others = VIEWS[page_of(self.look()["address"])]
        view = self.dice.choice([usual, *others])
        self.note(view)
        self.page.locator(f".st-key-{name}").get_by_role("radio", name=view, exact=True).click()
        self.replaced(self.rest(**{name: [] if view == usual else [view]}))

    def change_page(self) -> None:
        here = page_of(self.look()["address"])
        there = self.dice.choice([place for place in PLACES if place != here])
        open_page(self.page, PLACES[there], TITLES[there])
        self.added(self.rest(path=there))

    def open_drawer(self) -> None:
        kpi = self.dice.choice(KPIS)
        self.choose_in_list("Open a KPI", kpi)
        self.added(self.rest(kpi=[kpi]))

    def close_drawer(self) -> None:
        self.page.get_by_role("dialog").get_by_role("button", name="Close").click()
        self.added(self.rest(kpi=[]))

    def open_activity(self) -> None:
        """Or close the one that is open."""
        if self.look()["activity"]:
            self.note("close")
            self.page.locator(".st-key-focus").get_by_role("button", name="Clear value").click()
            self.added(self.rest(focus=[]))
        else:
            activity = self.dice.choice(ACTIVITIES)
            self.choose_in_list("Open an activity", activity)
            self.added(self.rest(focus=[activity]))

    def choose_in_list(self, name: str, label: str) -> None:
        self.note(label)
        box = self.page.get_by_role("combobox", name=name)
        box.focus()
        self.page.keyboard.type(label)
        expect(self.page.get_by_role("option", name=label, exact=True)).to_be_visible()
        self.page.keyboard.press("Enter")

    def back(self) -> None:
        self.go(-1)

    def forward(self) -> None:
        self.go(1)

    def go(self, how_far: int) -> None:
        self.place += how_far
        self.page.evaluate("how_far => history.go(how_far)", how_far)
        self.page.wait_for_url(lambda address: same(address) == same(self.entries[self.place]))
        self.rest()

    def reload(self) -> None:
        self.page.reload()
        self.rest()


def test_address_and_all_that_is_seen_agree_wherever_a_random_walk_leads(visit: Visit):
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open("/kpis?workspace=demonstration&partner=MESAP&country=Italy")
    walk = Walk(page=visit.page, url=visit.url, dice=random.Random(SEED))  # noqa: S311 - a walk is no secret
    walk.entries = [walk.rest()["address"]]
    for _ in range(STEPS):
        walk.take_a_step()
    assert visit.errors == []
