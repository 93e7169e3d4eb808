"""Listens: masks identifying words and notices danger in a text. Pure."""
