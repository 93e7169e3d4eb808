"""Fictional organisations that live through time on the real services."""
