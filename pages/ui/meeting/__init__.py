"""What serves the page of the meeting alone."""
