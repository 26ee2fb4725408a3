"""The digest: for each partner a page with what is due from it, what changed, and what the meeting is about."""
