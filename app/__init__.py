"""Wires: settings, command line, the clock, the server and the demo."""
