"""What leaves as a paper: one description of it, and a writer for each kind of file."""
