"""What serves the page of the evaluation alone."""
