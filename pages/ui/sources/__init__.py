"""What serves the page of the sources alone."""
