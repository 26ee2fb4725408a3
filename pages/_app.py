"""The frame of every page: navigation, head, then the page itself."""

from contextlib import suppress
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages._navigation import NAVIGATION
from pages._server import reach
from pages.ui import brand, comments, data, exports, head, links, pick, presenting, runs

HERE = Path(__file__).parent

st.set_page_config(page_title=brand.NAME, page_icon=brand.ICON, layout="wide")
if not presenting.is_wanted():
    st.logo(brand.LOGO, size="large")
if reach.list_reachable():
    st.warning(reach.WARNING, icon=":material/lock_open:")
    if not reach.is_open():
        st.stop()

pick.begin_page()
data.open_workspace()
first, *others = NAVIGATION
# At the root, and yet Streamlit keeps the path of its name from any other page, such as one that leads there.
pages = {st.Page(HERE / f"{first.file}.py", title=first.title, icon=first.icon, url_path="first", default=True): first}
pages |= {st.Page(HERE / f"{entry.file}.py", title=entry.title, icon=entry.icon): entry for entry in others}
lit = {
    entry.section: entry.section if entry.title == entry.section else f"{entry.section}: {entry.title}"
    for page, entry in pages.items()
    if entry.section and runs.is_asked_for(page)
}
sections: dict[str, list[StreamlitPage]] = {}
for page, entry in pages.items():
    name = f":primary[**{lit[entry.section]}**]" if entry.section in lit else entry.section
    sections.setdefault(name, []).append(page)
sections[""].extend(links.list_unseen_pages([page.url_path for page in pages]))
page = st.navigation(sections, position="hidden" if presenting.is_wanted() else "top")
pick.note_page()
files = [entry.file for entry in NAVIGATION]
links.follow_address(pages[page].file if page in pages else page.url_path, files=files, is_there=page in pages)
shown = pages[page]
comments.name_page(shown.file)
if presenting.is_without_frame(shown.file):
    presenting.settle_without_frame()
    brand.name_window(shown.title, is_demonstration=data.is_demonstration())
    with suppress(runs.PageEnds):
        page.run()
else:
    open_comments = comments.count_open_by_page().get(shown.file, 0)
    menu = head.draw(shown.title, purpose=shown.purpose, obeys=shown.obeys, open_comments=open_comments)
    brand.name_window(shown.title, is_demonstration=data.is_demonstration())
    with exports.offer_papers(shown.title, menu):
        page.run()
    pick.close_the_rest(shown.file)
