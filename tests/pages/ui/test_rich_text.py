"""A line is written once, and read as markdown on the screen and as text in a file."""

from pages.ui.rich_text import Run, compose, make_bold, mark_typed


def test_a_line_is_markdown_on_the_screen_and_text_in_a_file():
    line = compose(Run(icon=":material/flag:"), " ", make_bold("R&D [a]"), " – 3.4 %, ", Run(text="off", colour="red"))
    assert line.markdown == r":material/flag: **R&D \[a\]** – 3.4 %, :red[off]"
    assert line.plain == "R&D [a] – 3.4 %, off"


def test_what_a_member_typed_stays_as_typed_in_both():
    line = compose(mark_typed("*b* :material/home:"), is_point=True)
    assert line.plain == "*b* :material/home:"
    assert r"\*b\*" in line.markdown
    assert ":material" not in line.markdown
    assert line.is_point
