"""A loyalty card at the kiosk: nothing leaves it, and nothing is linked, before a yes; pure."""

from dataclasses import replace

from contract.events import VisitLinked, VisitUnlinked
from contract.tags import By
from kiosk.card import Asked, Card, Linked, Sent, Told
from kiosk.state import Kiosk, Rules
from kiosk.turn import Turn
from touchpoint import facts, inputs, touches
from touchpoint.cards import CardAsk

#: Seconds: how long it is said how it ended; how long the hub may take.
_SAID, _PATIENCE = 7.0, 15.0
#: Touches that neither answer the question nor go on without an answer.
_STAYS = (
    touches.Anywhere,
    touches.StillHere,
    touches.ChooseLanguage,
    touches.OpenAccess,
    touches.CloseAccess,
    touches.SetAid,
    touches.Done,
)


def offered(kiosk: Kiosk, rules: Rules) -> bool:
    """Whether a visit can be linked to a card here."""
    return bool(rules.consent) and "loyalty" in kiosk.known.features


def question(kiosk: Kiosk) -> CardAsk | None:
    """What the hub is to be asked; nothing before the shopper agreed, and nothing after."""
    card = _card(kiosk)
    return CardAsk(card.ask, card.code) if isinstance(card, Sent) else None


def hold_up(turn: Turn, read: inputs.CardRead) -> None:
    """A card was read; what it says depends on what came of the last one."""
    visit, card, now = turn.kiosk.visit, _card(turn.kiosk), turn.now.seconds
    if not offered(turn.kiosk, turn.rules):
        turn.put(unknown_until=now + facts.UNKNOWN_SHOWN, unknown_by=By.QR)
        return
    # Whoever stood here before held it up; or it is still held up after the answer.
    if (visit and read.at < visit.started_at) or (isinstance(card, Told) and now < card.until):
        return
    turn.open("code", read.at)
    match card:
        case Linked():
            turn.change(card=replace(card, again=True))
        case Sent():
            pass
        case _:
            turn.change(card=Asked(read.code))


def answer(turn: Turn, touch: touches.Touch) -> bool:
    """Whether *touch* was about the card, and nothing else is to come of it."""
    visit, card, now = turn.kiosk.visit, _card(turn.kiosk), turn.now.seconds
    turn.change(active_at=now)
    match touch, card:
        case touches.Consent(True), Asked(code) if visit:
            consent = f"{turn.rules.consent}-{visit.language}"
            turn.change(card=Sent(turn.new_id(), code, consent, now))
        case (touches.Consent(False) | touches.Back(), Asked()):
            turn.change(card=Told("declined", now + _SAID))
        case touches.Unlink(), Linked(customer) if visit:
            turn.say(VisitUnlinked(), visit.visit, customer=customer)
            turn.change(card=Told("unlinked", now + _SAID))
        case touches.Back(), Linked(again=True):
            go_on(turn)
        # The question it answers is no longer asked.
        case (touches.Consent() | touches.Unlink(), _):
            pass
        case _:
            if not isinstance(touch, _STAYS):
                go_on(turn)
            return False
    return True


def go_on(turn: Turn) -> None:
    """The shopper turned to something else: whoever does not answer has not agreed."""
    match _card(turn.kiosk):
        case Asked():
            turn.change(card=None)
        case Linked(again=True) as card:
            turn.change(card=replace(card, again=False))


def hear(turn: Turn, news: inputs.CustomerKnown) -> None:
    """The hub's answer; one that nobody waits for any more is dropped."""
    visit, card = turn.kiosk.visit, _card(turn.kiosk)
    if visit is None or not isinstance(card, Sent) or card.ask != news.ask:
        return
    until = turn.now.seconds + _SAID
    if news.away or not offered(turn.kiosk, turn.rules):
        turn.change(card=Told("away", until))
    elif news.customer is None:
        turn.change(card=Told("unknown", until))
    else:
        turn.say(VisitLinked(consent=card.consent), visit.visit, customer=news.customer)
        turn.change(card=Linked(news.customer), named=True)


def pass_time(turn: Turn) -> None:
    """No answer is one, too."""
    card, now = _card(turn.kiosk), turn.now.seconds
    if isinstance(card, Sent) and now - card.at >= _PATIENCE:
        turn.change(card=Told("away", now + _SAID))


def _card(kiosk: Kiosk) -> Card | None:
    return kiosk.visit.card if kiosk.visit else None
