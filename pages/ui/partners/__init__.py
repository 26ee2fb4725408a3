"""What serves the page of the partners alone."""
