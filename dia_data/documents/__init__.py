"""From documents to batches: what is loaded, and numbers and periods as people write them."""
