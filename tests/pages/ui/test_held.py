"""What is chosen: what a closed list goes on sending counts only when it is news; address and buttons always do."""

from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st  # noqa: PLC0415 - the test runs this text alone

    from pages.ui import held  # noqa: PLC0415

    held.begin_page(st.session_state.get("page", "markets"))
    st.text(held.settle("country", st.query_params.get_all("country"), nothing=[], labels=list))
    st.button("Clear", on_click=held.set_choice, args=("country", []))


def opened(*asked: str) -> AppTest:
    app = AppTest.from_function(script)
    app.query_params["country"] = list(asked)
    return app.run()


def sent(app: AppTest, *countries: str) -> AppTest:
    """The page drawn anew as the browser sends what its list holds, be that news or not."""
    app.session_state["country"] = list(countries)
    return app.run()


def said(app: AppTest, *asked: str) -> AppTest:
    """The page drawn anew with another address."""
    app.query_params["country"] = list(asked)
    return app.run()


def chosen(app: AppTest) -> str:
    return app.text[0].value


def test_the_address_says_what_is_chosen_at_first():
    assert chosen(opened()) == "[]"
    assert chosen(opened("Italy")) == "['Italy']"


def test_a_choice_in_the_list_is_taken_and_can_be_taken_back():
    app = sent(opened(), "Italy")
    assert chosen(app) == "['Italy']"
    assert chosen(sent(app)) == "[]"


def test_what_a_button_cleared_stays_so_while_a_closed_list_goes_on_sending_it():
    app = sent(opened(), "Italy")
    app.button[0].click().run()
    assert chosen(app) == "[]"
    assert chosen(sent(app, "Italy")) == "[]"
    assert chosen(sent(app, "Italy")) == "[]"


def test_what_was_cleared_can_be_chosen_again():
    app = sent(opened(), "Italy")
    app.button[0].click().run()
    sent(app, "Italy")
    assert chosen(said(app, "Italy")) == "['Italy']"


def test_a_change_of_page_keeps_what_its_address_drops_and_takes_what_its_link_names():
    app = opened("Italy")
    app.session_state["page"] = "kpis"
    assert chosen(said(app)) == "['Italy']"
    app.session_state["page"] = "roadmap"
    assert chosen(said(app, "Brazil")) == "['Brazil']"


def test_on_the_same_page_an_address_that_says_nothing_clears():
    assert chosen(said(opened("Italy"))) == "[]"


def test_what_a_list_sends_is_in_the_address_although_the_browser_still_sends_the_old_one():
    app = opened("Italy")
    app.session_state["country"] = ["Italy", "Brazil"]
    assert chosen(app.run()) == "['Italy', 'Brazil']"
    assert app.query_params["country"] == ["Italy", "Brazil"]
    app.session_state["country"] = []
    assert chosen(app.run()) == "[]"
    assert "country" not in app.query_params
