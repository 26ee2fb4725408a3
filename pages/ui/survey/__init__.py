"""What serves the page of the survey alone."""
