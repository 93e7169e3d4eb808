"""The commands of ``kuulolla``, one module a subject."""
