"""Every phone number, e-mail address, identity code and bank account is hidden, however written."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from language.masking import mask

BEFORE = [
    "",
    "mun numero on ",
    "Soita: ",
    "hei ",
    "(",
    "😀",
    "katso,",
    "se on\n",
    "min ",
    "my number is ",
]
AFTER = ["", ".", "!", " kiitos", ", jooko", ")", " tai ei", "\nMoi", " 💜", " och hej", " thanks"]
CHECK_SIGNS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
DIGITS = "0123456789"
LOCAL = st.text("abcdefghijklmnopqrstuvwxyzäöå0123456789._+-'", min_size=1, max_size=30).filter(
    lambda local: local[0] not in ".+-'" and local[-1] not in ".'"
)
LABEL = st.text("abcdefghijklmnopqrstuvwxyzäö0123456789-", min_size=2, max_size=20).filter(
    lambda label: "-" not in (label[0], label[-1])
)


def digits(count: int) -> st.SearchStrategy[str]:
    """So many random digits."""
    return st.text(DIGITS, min_size=count, max_size=count)


@st.composite
def phone_numbers(draw: st.DrawFn) -> str:
    """Finnish and foreign numbers with any usual separators between any digits."""
    start = draw(
        st.sampled_from(["04", "050", "09", "+3584", "+46", "00358", "+358 (0)4", "+44 7"])
    )
    rest = draw(st.integers(6, 9).flatmap(digits))
    separator = draw(st.sampled_from(["", " ", "-", ".", "\u00a0", " - ", "–", "/"]))
    places = draw(st.sets(st.integers(0, len(rest) - 1)))
    return start + "".join(
        (separator if place in places else "") + digit for place, digit in enumerate(rest)
    )


@st.composite
def emails(draw: st.DrawFn) -> str:
    """Addresses as people write them, also in words."""
    at = draw(st.sampled_from(["@", "@", "@", "(at)", "[at]", "(ät)", " at ", " ät ", " @ "]))
    domain = ".".join(draw(st.lists(LABEL, min_size=1, max_size=3)))
    return draw(LOCAL) + at + domain + draw(st.sampled_from([".fi", ".com", ".se", ".org"]))


@st.composite
def identity_codes(draw: st.DrawFn) -> str:
    """Codes of every century sign, in both cases, with a right or a wrong check sign."""
    born = draw(st.dates(date(1900, 1, 1), date(2026, 12, 31)))
    sign = draw(st.sampled_from("+-–ABCDEFUVWXYabcdefuvwxy"))
    number, check = draw(digits(3)), draw(st.sampled_from(CHECK_SIGNS + CHECK_SIGNS.lower()))
    gap = draw(st.sampled_from(["", "", "", " "]))
    return f"{born:%d%m%y}{gap}{sign}{gap}{number}{check}"


@st.composite
def bank_accounts(draw: st.DrawFn) -> str:
    """Accounts of some countries, in any grouping, in both cases."""
    country, count = draw(
        st.sampled_from([("FI", 16), ("SE", 22), ("EE", 18), ("DE", 20), ("NO", 13)])
    )
    number = draw(digits(count))
    separator = draw(st.sampled_from(["", " ", "-", "\u00a0"]))
    size = draw(st.sampled_from([2, 4, 6]))
    groups = [number[at : at + size] for at in range(0, count, size)]
    if size == 4:
        groups = [number[:2], *(number[at : at + 4] for at in range(2, count, 4))]
    written = country + groups[0] + separator + separator.join(groups[1:])
    return draw(st.sampled_from([written, written.lower()]))


@given(phone_numbers(), st.sampled_from(BEFORE), st.sampled_from(AFTER))
def test_every_phone_number_is_hidden(number: str, before: str, after: str) -> None:
    masked = mask(before + number + after)
    assert not any(sign.isdigit() for sign in masked), masked


@given(emails(), st.sampled_from(BEFORE), st.sampled_from(AFTER))
def test_every_email_address_is_hidden(address: str, before: str, after: str) -> None:
    masked = mask(before + address + after)
    assert "@" not in masked
    assert not any(part in masked for part in address.split() if len(part) > 3), masked


@given(identity_codes(), st.sampled_from(BEFORE), st.sampled_from(AFTER))
def test_every_identity_code_is_hidden(code: str, before: str, after: str) -> None:
    masked = mask(before + code + after)
    assert not any(sign.isdigit() for sign in masked), masked


@given(bank_accounts(), st.sampled_from(BEFORE), st.sampled_from(AFTER))
def test_every_bank_account_is_hidden(account: str, before: str, after: str) -> None:
    masked = mask(before + account + after)
    assert not any(sign.isdigit() for sign in masked), masked
