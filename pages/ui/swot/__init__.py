"""What serves the page of the SWOT analysis alone."""
