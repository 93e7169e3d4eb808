"""The same survey as others would write it: what our bot is measured against."""
