"""What the alliance knows and can compute: the record, its questions, its checks. Runs without a server."""
