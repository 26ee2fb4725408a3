"""What serves the page of the mega trends alone."""
