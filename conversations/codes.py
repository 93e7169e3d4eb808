"""What a code looks like, and from where a guess at one comes."""

from ipaddress import IPv6Address, ip_address

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no look-alikes: 10 characters are 50 bits
CODE_LENGTH = 10
PRINTED_BETWEEN = str.maketrans("", "", "-\u2010\u2011\u2013 ")  # whatever a keyboard makes of it


def is_code(typed: str) -> bool:
    """Whether this can be a code at all: nothing else is a guess, however often it is typed."""
    code = typed.strip().upper()
    return len(code) == CODE_LENGTH and set(code) <= set(ALPHABET)


def as_kept(typed: str) -> str:
    """A code as it is kept, without the hyphen and spaces it is printed with; other text as is."""
    code = typed.upper().translate(PRINTED_BETWEEN)
    return code if is_code(code) else typed


def network(host: str, *, public: bool = False) -> str:
    """Whom a guess is counted for: an address, or the /64 that one customer has in IPv6.

    Nothing for this machine itself: that is a proxy which does not say who came. ``public``:
    nothing for any private address, behind which everybody may stand.
    """
    try:
        address = ip_address(host)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    if address.is_loopback or (public and address.is_private):
        return ""
    return address.packed[:8].hex()  # of IPv4 that is all of it
