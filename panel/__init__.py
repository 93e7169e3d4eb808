"""Answers: open notes, decisions with reasons, what is told back. Pure."""
