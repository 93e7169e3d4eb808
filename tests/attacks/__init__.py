"""Attacks on simulated lives, each with a leak made on purpose that it must find."""
