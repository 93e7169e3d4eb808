"""Mirrors the packages; the extra folders attack, browse and measure."""
