"""Words once: how figures, days, places and states are said on screen, in papers and in sentences."""
