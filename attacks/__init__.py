"""Programs that try to find out whose an answer was, scored on simulated lives."""
