"""From what a shopper takes along to the page that shows it; pure, every text final."""

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.carrying import Candidate, Carrying, Code, CodeView, WaitingView, WishRow, WishView
from kiosk.clerk import Clerk
from kiosk.diary import Diary
from kiosk.forms import offered
from kiosk.pages import Card, Turner
from kiosk.state import Kiosk
from kiosk.stops import Aside, Form, Reserving, Waiting, Wifi, Wishes
from kiosk.takeaway import MOST_KEPT, Offers
from kiosk.taken import Wish
from kiosk.wishing import coded, kept
from touchpoint.sheet import Choice, Writer, photos_of
from touchpoint.shelf import Item
from touchpoint.short import TITLE, short_colour, short_size, shortened
from touchpoint.tongues import said_in
from touchpoint.touches import (
    FormKind,
    Keep,
    OpenForm,
    OpenWaiting,
    OpenWifi,
    OpenWishes,
    ShowGarment,
    ShowStyle,
    TurnPage,
)
from touchpoint.views import Action, Fact, Picture


@dataclass(frozen=True, slots=True)
class Porter:
    """*writer* has the language, the time and what is known; *kiosk* has its visit."""

    writer: Writer
    offers: Offers
    kiosk: Kiosk

    def page(self, stop: Aside) -> Carrying:
        match stop:
            case Wishes():
                return self._wishes(stop)
            case Form():
                return self._form(stop)
            case Wifi():
                return self._wifi()
            case Waiting():
                return self._waiting(stop)
            case Reserving():
                return Clerk(self.writer, self.offers, self.kiosk).page(stop)
        return Diary(self.writer, self.offers, self.kiosk).page(stop)

    def list_word(self) -> str:
        """Leads to the wish list; empty where there is none."""
        count = len(self._kept())
        return self.writer.speech.say("Your list · {n}", n=count) if count else ""

    def services(self) -> tuple[Action, ...]:
        """What lies beside the wares, for the page on which looking around begins."""
        say, known, made = self.writer.speech.say, self.writer.known, list[Action]()
        if self.offers.network and "guest_wifi" in known.features:
            made.append(Action("wifi", say("Guest Wi-Fi"), OpenWifi()))
        if self.kiosk.pairs.partners and "waiting" in known.features:
            made.append(Action("waiting", say("While you wait"), OpenWaiting()))
        return (*made, *Diary(self.writer, self.offers, self.kiosk).services())

    def actions(self, choice: Choice) -> tuple[Action, ...]:
        """What the page of *choice* offers to take along."""
        variant = self.writer.variant_of(choice)
        if variant is None:
            return ()
        gtin, forms = variant.gtin, offered(self.writer.known, self.offers, choice, variant.gtin)
        keeps = (self._keep(gtin),) if "wish_list" in self.writer.known.features else ()
        return (
            *Clerk(self.writer, self.offers, self.kiosk).actions(choice, gtin),
            *keeps,
            *(Action(f"form.{k}", self._form_word(k), OpenForm(k, gtin)) for k in forms),
        )

    def _keep(self, gtin: str) -> Action:
        say, visit = self.writer.speech.say, self.kiosk.visit
        gtins = visit.taken.gtins if visit else ()
        if gtin in gtins:
            return Action("keep", say("Kept"), Keep(gtin, kept=False), chosen=True)
        if len(gtins) >= MOST_KEPT:
            return Action("keep", say("Your list is full"), OpenWishes())
        return Action("keep", say("Keep"), Keep(gtin))

    def _form_word(self, kind: FormKind) -> str:
        say = self.writer.speech.say
        words = {
            "notice": say("Tell me when it is back"),
            "gift": say("As a gift"),
            "collectors": say("Collectors’ alert"),
        }
        return words[kind]

    def _kept(self) -> tuple[Wish, ...]:
        visit, known = self.kiosk.visit, self.writer.known
        return kept(visit, known.shelf) if visit and "wish_list" in known.features else ()

    def _wishes(self, stop: Wishes) -> WishView:
        say, wishes = self.writer.speech.say, self._kept()
        gtins = coded(self.kiosk, self.offers)
        one = bool(gtins) and not self.offers.wish_url
        page = max(0, min(stop.page, len(wishes) - 1)) if one else 0
        return WishView(
            heading=say("Your list"),
            rows=tuple(self._row(wish, marked=one and wish.gtin in gtins) for wish in wishes),
            qr=self._list_code(gtins),
            note="" if wishes else say("Nothing is kept. Touch “Keep” on a garment’s page."),
            turner=Turner(
                label=f"{page + 1} / {len(wishes)}" if one and len(wishes) > 1 else "",
                back=TurnPage(-1) if page > 0 else None,
                on=TurnPage(1) if one and page + 1 < len(wishes) else None,
            ),
        )

    def _list_code(self, gtins: tuple[str, ...]) -> Code:
        say = self.writer.speech.say
        privacy = say(
            "This screen learns nothing of your phone, and forgets the list as you leave."
        )
        if self.offers.wish_url or not gtins:
            text = self.offers.list_code(gtins) if gtins else ""
            return Code(text, say("Hold your phone’s camera to the code: your list goes with you."),
                        privacy)  # fmt: skip
        title = self._title(gtins[0])
        sentence = say("Hold your phone’s camera to the code of “{title}”.", title=title)
        return Code(self.offers.garment_code(gtins[0]), sentence, privacy)

    def _row(self, wish: Wish, *, marked: bool) -> WishRow:
        gtin, item = wish.gtin, self._item(wish.gtin)
        return WishRow(
            gtin=gtin,
            title=self._title(gtin),
            detail=_detail(item, size=wish.sized),
            picture=self._photo(item),
            marked=marked,
            off=self.writer.speech.say("Take off"),
            touch=ShowGarment(gtin),
            unkeep=Keep(gtin, kept=False),
        )

    def _item(self, gtin: str) -> Item:
        """Of a garment that is known to be on the shelf."""
        item = self.writer.known.shelf.find(gtin)
        if item is None:
            raise LookupError(f"{gtin} is not on the shelf")
        return item

    def _title(self, gtin: str) -> str:
        return shortened(self._item(gtin).text(self.writer.speech.language).title, TITLE)

    def _photo(self, item: Item) -> Picture | None:
        photo = next(iter(photos_of(item, item.variant.colour)), None)
        return self.writer.picture(photo) if photo else None

    def _form(self, stop: Form) -> CodeView:
        say, item = self.writer.speech.say, self._item(stop.gtin)
        text = self.offers.form_code(stop.kind, stop.gtin, stop.token)
        privacy = say("Your phone opens the brand’s page; this screen learns nothing.")
        return CodeView(
            heading=self._form_word(stop.kind),
            title=self._title(stop.gtin),
            # Only who misses a size has surely chosen one.
            detail=_detail(item, size=stop.kind == "notice"),
            picture=self._photo(item),
            facts=(),
            qr=Code(text, self._form_sentence(stop.kind), privacy),
        )

    def _form_sentence(self, kind: FormKind) -> str:
        say = self.writer.speech.say
        sentences = {
            "notice": say("Hold your phone’s camera to the code. We write as soon as it is back."),
            "gift": say("Hold your phone’s camera to the code, and make a present of it there."),
            "collectors": say(
                "Hold your phone’s camera to the code, and hear first of pieces like this one."
            ),
        }
        return sentences[kind]

    def _wifi(self) -> CodeView:
        say, network = self.writer.speech.say, self.offers.network
        if network is None:
            raise LookupError("a store without a guest network has no page of it")
        facts = [Fact(say("Network"), network.ssid)]
        if network.security != "nopass":
            facts.append(Fact(say("Password"), network.password))
        code = Code(
            network.code,
            say("Hold your phone’s camera to the code to join."),
            say("This screen learns nothing of your phone."),
        )
        return CodeView(say("Guest Wi-Fi"), "", "", None, tuple(facts), code)

    def _waiting(self, stop: Waiting) -> WaitingView:
        say = self.writer.speech.say
        return WaitingView(
            heading=say("Which goes together?"),
            question=say("Which would our stylist wear with it?"),
            shown=self._card(stop.round.style),
            candidates=tuple(self._candidates(stop)),
            said=self._said(stop),
            solved=stop.solved,
            another=say("Another one"),
            touch=OpenWaiting(),
        )

    def _candidates(self, stop: Waiting) -> Iterable[Candidate]:
        partner = stop.round.partner.style
        for style in stop.round.choices:
            tried = style in stop.touched
            yield Candidate(
                card=self._card(style),
                missed=tried and style != partner,
                right=tried and style == partner,
            )

    def _said(self, stop: Waiting) -> str:
        say = self.writer.speech.say
        if not stop.solved:
            return say("Our stylist chose another.") if stop.touched else ""
        languages = self.writer.known.shelf.languages(self.writer.speech.language)
        title = said_in(languages, dict(stop.round.partner.look))
        if title:
            return say(
                "Yes. They meet in “{title}”. Touch one to see it.", title=shortened(title, TITLE)
            )
        return say("Yes. These two go together. Touch one to see it.")

    def _card(self, style: str) -> Card:
        item = self.writer.known.shelf.styles[style]
        photo = next(p for p in item.style.photos if p.sizes)
        return Card(
            target=f"style.{style}",
            title=shortened(item.text(self.writer.speech.language).title, TITLE),
            detail="",
            picture=self.writer.picture(photo),
            touch=ShowStyle(style),
        )


def _detail(item: Item, *, size: bool) -> str:
    """`Navy · 40`; without its *size* where nobody chose one."""
    colour = short_colour(item.variant.colour)
    return f"{colour} · {short_size(item.variant.size)}" if size else colour
