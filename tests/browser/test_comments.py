"""Comments in a real browser: what somebody else says appears, and what is being typed stays."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, Visit, open_more, open_profile

TEXT = "Comment, at most 500 characters"


def test_a_comment_of_somebody_else_appears_while_one_is_being_written(
    visit: Visit, shared_server: Server, browser: Browser
):
    visit.url = shared_server.url
    other = open_profile(browser).new_page()  # somebody else's browser: windows of one browser share what is typed
    other.goto(f"{visit.url}/kpis?kpi=Benefited+SMEs")
    visit.open("/kpis?kpi=Benefited+SMEs")
    for page in (visit.page, other):
        open_comments(page)
    visit.page.get_by_label(TEXT).fill("half written")
    other.get_by_label(TEXT).fill("Which SMEs are these?")
    other.get_by_label("Your name").fill("Bo")
    other.get_by_role("button", name="Add comment").click()
    expect(visit.page.get_by_role("listitem").filter(has_text="Which SMEs are these?")).to_be_visible()
    expect(visit.page.get_by_label(TEXT)).to_have_value("half written")
    expect(other.get_by_label(TEXT)).to_have_count(1)  # for a moment the sent field and the next one are there
    expect(other.get_by_label(TEXT)).to_have_value("")
    expect(other.get_by_role("link", name="1 open comment")).to_have_count(1)
    other.context.close()


def open_comments(page: Page) -> None:
    open_more(page.get_by_role("dialog"), "Benefited SMEs")
    expect(page.get_by_label(TEXT)).to_be_visible()
