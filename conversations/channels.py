"""The channels by name, as addresses carry them."""

TELEGRAM = "telegram"
SLIP, DOOR = "slip", "door"  # pages: with a return code of one's own, or until the browser closes
SIMULATED = "simulated"  # fictional people's: nothing is sent there
ON_PAGES = (SLIP, DOOR)  # show pages, and can send nothing later
