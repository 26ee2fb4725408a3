"""What members may record. Each function validates, then appends one batch; a `DiaError` says why it did not."""
