"""Shows: the pages on which staff hand out codes, start rounds, read summaries and tell back."""
