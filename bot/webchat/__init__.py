"""The web chat: one question a page, no account, works without JavaScript."""
