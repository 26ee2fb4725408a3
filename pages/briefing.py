"""How the KPIs stand, what needs the consortium and what changed; below it the alliance and its strategy in short."""

from pages.ui import briefing_now, briefing_view, live
from pages.ui.data import drawn, today

live.following(briefing_now.draw)
briefing_view.draw(drawn(briefing_view.made, day=today()))
