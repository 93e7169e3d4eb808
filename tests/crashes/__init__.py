"""Crashes, cuts, full disks and races: what was acknowledged is stored, and nothing twice."""
