"""What serves the page of the roadmap alone."""
