"""How the KPIs stand, what needs the consortium and what changed; below it the alliance and its strategy in short."""

from pages.ui import live
from pages.ui.briefing import now, view
from pages.ui.data import cached_view, get_today

live.follow(now.draw)
view.draw(cached_view(view.build_view, day=get_today()))
