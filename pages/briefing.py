"""How the KPIs stand, what needs the consortium and what changed; below it the alliance and its strategy in short."""

from pages.ui import live
from pages.ui.briefing import now, view
from pages.ui.data import drawn, today

live.following(now.draw)
view.draw(drawn(view.made, day=today()))
