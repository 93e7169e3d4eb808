"""Arriving: with a code or none, saying one's age, and the chat of a staff member."""

from dataclasses import replace

from conversations import doorways, staffing
from conversations.channels import SLIP, TELEGRAM
from conversations.items import YOUNG
from conversations.phrases import LANGUAGES, say
from conversations.ports import STAFF, Address, Contact, Invitation, Outgoing
from conversations.visits import Visit


def arrive(visit: Visit, contact: Contact | None, code: str) -> Outgoing:
    """Somebody comes: new, known, or back after they had blocked us."""
    if contact and contact.paused:
        contact = visit.enrol(replace(contact, paused=False))
    if contact and contact.audience == STAFF:
        return staffing.linked(visit, contact)
    if contact and not code:
        return visit.home(contact, *visit.told_back())
    invitation = visit.book.invitation(code) if code else None
    if invitation and invitation.purpose == STAFF:
        return _staff(visit, contact, code, invitation)
    if invitation is None or visit.office.has_closed(invitation.unit):
        wrong = doorways.CODE_OF_CLOSED if invitation else doorways.WRONG_CODE
        if contact:
            return visit.home(contact, wrong)
        return visit.say(doorways.no_code_screen(*([wrong] if code else [])))
    if contact is None:
        if invitation.audience != YOUNG:
            return visit.say(doorways.hello_screen(invitation.audience, code))
        return visit.say(doorways.age_screen(visit.catalogue, code))
    goes_on = invitation.purpose == "join" or visit.office.has_closed(contact.unit)
    if goes_on and invitation.unit != contact.unit:
        visit.book.redeem(code)  # coming again by the same link takes nobody's place
        contact = visit.enrol(replace(contact, unit=invitation.unit))
    return _begin(visit, contact, invitation)


def join(visit: Visit, value: str) -> Outgoing:
    """Somebody said their age; ``value`` is 'rung code', as the button carried it."""
    rung, _, code = value.partition(" ")
    known = visit.book.invitation(code)
    if known is None or known.purpose == STAFF or visit.office.has_closed(known.unit):
        return arrive(visit, None, code)
    if rung not in visit.catalogue.rungs(known.audience):
        return arrive(visit, None, code)
    telegram = visit.incoming.address.channel == TELEGRAM
    young = known.audience == YOUNG
    if telegram and young and visit.catalogue.band(rung).oldest < visit.telegram_age:
        return visit.say(doorways.younger_screen(visit.web_link(code)))
    invitation = visit.book.redeem(code)
    if invitation is None:
        return arrive(visit, None, code)
    address, language = visit.incoming.address, visit.incoming.language
    if not telegram and invitation.single_use:
        address = Address(SLIP, code)  # the slip becomes the person's own return code
        visit = replace(visit, incoming=replace(visit.incoming, address=address))
    language = language if language in LANGUAGES else "fi"
    contact = visit.enrol(Contact(language, invitation.unit, rung, invitation.audience))
    return replace(_begin(visit, contact, invitation), joined=address)


def _begin(visit: Visit, contact: Contact, invitation: Invitation) -> Outgoing:
    if invitation.set and visit.catalogue.questions(invitation.set, contact.rung):
        return visit.open(contact, invitation.set)
    open_now = visit.prompts.open_for(contact)
    if open_now:
        return visit.open(contact, open_now[0].id)
    return visit.home(contact, say("You are in."))


def _staff(visit: Visit, contact: Contact | None, code: str, invitation: Invitation) -> Outgoing:
    """A staff member's own chat. The two roles never mix in one chat.

    Only where something can be sent: typed on a page, the code is not used up.
    """
    staff_only = say("This code is for staff only.")
    if contact is not None and contact.audience != STAFF:
        return visit.home(contact, staff_only)
    if visit.on_pages:
        return visit.say(doorways.no_code_screen(staff_only))
    visit.book.redeem(code)
    rung = staffing.COORDINATOR if invitation.audience == staffing.COORDINATOR else ""
    member = Contact(visit.incoming.language, invitation.unit, rung, STAFF)
    return staffing.linked(visit, visit.enrol(member))
