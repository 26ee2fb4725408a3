"""What serves the page of the cooperation of regions alone."""
