"""Counts: lots, what may be shown, the weekly summary. Pure."""
