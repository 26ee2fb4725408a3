"""What serves the page of recording alone."""
