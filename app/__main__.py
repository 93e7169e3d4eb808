"""Lets ``python -m app`` be the ``kuulolla`` command."""

from app.cli import main

main()
