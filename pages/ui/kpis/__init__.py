"""What serves the page of the KPIs alone."""
