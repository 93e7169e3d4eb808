"""Thinks: question sets, turns, rounds and milestones. Pure: no I/O, no clock, no framework."""
