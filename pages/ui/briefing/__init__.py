"""What serves the page of the briefing alone."""
