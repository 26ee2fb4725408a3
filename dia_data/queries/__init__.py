"""Questions to the record. Each takes the store and `as_of` (UTC; None: now) and gives the rows a page will show."""
