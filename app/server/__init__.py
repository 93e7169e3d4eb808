"""The process: the web site behind its guards, Telegram and the clock beside it."""
