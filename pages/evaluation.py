"""The self-evaluation of the six partners."""
