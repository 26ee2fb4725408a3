"""When the joint activities happen: planned, revised and actual dates, what is late, and what that moves."""

from pages.ui import live
from pages.ui.roadmap import draw, reschedule

live.follow(draw.draw)
reschedule.draw()
