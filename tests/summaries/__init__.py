"""Tests of what is counted and shown."""
