"""The only place that seals, hides and makes names: all that is encrypted passes through here.

``seal`` is the line an answer crosses. Before it the answer is in memory for a moment; after it
there are 8,192 bytes that look like every other box, skipped questions included. They open for
whoever holds the other key of the pair: of answers and open notes that is the release, of words
and of requests to be contacted the console.
"""

import hashlib
import hmac
import json
from typing import Any

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead

BOX_BYTES = 8192  # 2,000 characters of any script fit, whatever JSON has to escape
_PLAIN_BYTES = BOX_BYTES - 48  # a sealed box adds an ephemeral key (32) and an authenticator (16)


class CannotOpen(Exception):
    """A box does not open with this key."""


def make_pair() -> tuple[bytes, bytes]:
    """A fresh key that opens, and the public one that seals to it."""
    private = PrivateKey.generate()
    return bytes(private), bytes(private.public_key)


def seal(record: dict[str, Any], public: bytes) -> bytes:
    """Seal a record to a public key: always ``BOX_BYTES`` long."""
    plain = json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if len(plain) > _PLAIN_BYTES:
        raise ValueError("record does not fit its box")
    return bytes(SealedBox(PublicKey(public)).encrypt(plain.ljust(_PLAIN_BYTES)))


def open_box(sealed: bytes, private: bytes) -> dict[str, Any]:
    """Open what ``seal`` closed. Raises CannotOpen."""
    try:
        plain = SealedBox(PrivateKey(private)).decrypt(sealed)
    except CryptoError:
        raise CannotOpen from None
    return dict(json.loads(plain.decode("utf-8", "surrogatepass")))


def seal_any_size(plain: bytes, public: bytes) -> bytes:
    """Seal something whose size tells nothing, such as the plan of a release."""
    return bytes(SealedBox(PublicKey(public)).encrypt(plain))


def open_any_size(sealed: bytes, private: bytes) -> bytes:
    """Open what ``seal_any_size`` closed. Raises CannotOpen."""
    try:
        return bytes(SealedBox(PrivateKey(private)).decrypt(sealed))
    except CryptoError:
        raise CannotOpen from None


def keyed(key: bytes, *parts: bytes) -> bytes:
    """HMAC-SHA256 over length-prefixed parts: no two lists of parts give the same input."""
    message = b"".join(len(part).to_bytes(4) + part for part in parts)
    return hmac.digest(key, message, hashlib.sha256)


def hide(record: Any, key: bytes, size: int) -> bytes:
    """Plain data as ciphertext of one length, for whoever has the same key (A-01).

    Raises ValueError if it needs more than ``size`` bytes.
    """
    plain = json.dumps(record).encode()
    if len(plain) > size:
        raise ValueError("record does not fit its size")
    return bytes(Aead(key).encrypt(plain.ljust(size)))


def show(hidden: bytes, key: bytes) -> Any:
    """What ``hide`` hid. Raises CannotOpen."""
    try:
        return json.loads(Aead(key).decrypt(hidden))
    except CryptoError:
        raise CannotOpen from None
