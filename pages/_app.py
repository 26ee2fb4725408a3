"""The frame of every page: navigation, filter bar, then the page itself."""

from contextlib import suppress
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages._navigation import NAVIGATION
from pages._server import reach
from pages.ui import brand, comments, data, exports, filters, links, pick, presenting, runs

HERE = Path(__file__).parent

st.set_page_config(page_title="DIA strategy", page_icon=brand.ICON, layout="wide")
if not presenting.is_wanted():
    st.logo(brand.LOGO, size="large")
if reach.list_reachable():
    st.warning(reach.WARNING, icon=":material/lock_open:")
    if not reach.is_open():
        st.stop()

pick.begin_page()
data.open_workspace()
to_settle = comments.count_open_by_page()
pages = {
    st.Page(
        HERE / f"{entry.file}.py",
        title=comments.title_with_count(entry.title, to_settle.get(entry.file, 0)),
        icon=entry.icon,
        default=entry is NAVIGATION[0],
    ): entry
    for entry in NAVIGATION
}
sections: dict[str, list[StreamlitPage]] = {}
for listed, entry in pages.items():
    sections.setdefault(entry.section, []).append(listed)
sections[""].extend(links.list_old_pages())
page = st.navigation(sections, position="hidden" if presenting.is_wanted() else "top")
links.follow_old_address(pages[page].file if page in pages else page.url_path)
comments.name_page(pages[page].file)
if presenting.is_without_frame(pages[page].file):
    presenting.settle_without_frame()
    with suppress(runs.PageEnds):
        page.run()
else:
    filters.draw_bar(pages[page].title, purpose=pages[page].purpose, obeys=pages[page].obeys)
    with exports.offer_papers(pages[page].title):
        page.run()
    pick.close_the_rest(pages[page].file)
