"""The joint activities on a time line."""
