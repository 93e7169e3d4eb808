"""Tests of the wiring: settings, command line, clock and demo."""
