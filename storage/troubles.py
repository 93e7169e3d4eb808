"""What a database can be in the way with."""


class StillBusy(Exception):
    """The residue of deleted rows could not be removed yet; trying again later is harmless."""


class UnsafeDatabase(Exception):
    """A database setting could betray somebody; the message names it and what it must be."""
