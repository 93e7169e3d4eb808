"""Tests of masking, of noticing danger and of the help lines."""
