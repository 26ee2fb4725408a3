"""What serves the page of the markets alone."""
