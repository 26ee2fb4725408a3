"""When the joint activities happen: planned, revised and actual dates, what is late, and what that moves."""

from pages.ui import live, roadmap_redate, roadmap_view

live.following(roadmap_view.answer)
roadmap_redate.draw()
live.following(roadmap_view.draw)
