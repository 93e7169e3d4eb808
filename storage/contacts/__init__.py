"""The contact book: who may be asked, talks in progress, and the sealed box."""
