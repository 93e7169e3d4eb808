"""Question files as their makers see them: checked, drawn to be printed, rehearsed, written out."""
