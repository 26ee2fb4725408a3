"""Pieces that pages share: what they ask, the filter bar, cards, charts, words."""
