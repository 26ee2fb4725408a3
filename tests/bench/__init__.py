"""How fast the dashboard is, as ratios measured in one run; `make bench` prints them."""
