"""Remembers: the contact book, the sealed box, the answer book and the office, kept apart."""
