"""The channels through which people talk with Kuulolla: one folder each, which share nothing."""
