"""One shopper in one fitting room: what each input makes of the mirror, which events it owes.

The room is what hangs here, whoever is here; a visit is opened by the first garment or touch and
closed by its end, never two at once. Nothing is shown before a touch.
"""

from dataclasses import replace

from contract.ids import NewId
from contract.requests import RequestKind
from contract.tags import By
from fittingroom import comparing, parting, quiet, room
from fittingroom.requesting import ask, call, calling, cancel
from fittingroom.state import Mirror, Parting, Rules, Visit
from fittingroom.turn import Turn
from messaging.draft import Draft
from touchpoint import aids, besides, cabin, facts, inputs, touches, using
from touchpoint.moment import Moment
from touchpoint.sheet import Choice


def step(
    mirror: Mirror, happened: inputs.Input, now: Moment, rules: Rules, new_id: NewId
) -> tuple[Mirror, tuple[Draft, ...]]:
    """The mirror after *happened*, and the events to be recorded with it. Every order is legal."""
    turn = Turn(mirror, now, rules, new_id)
    _pass_time(turn)
    _take(turn, happened)
    comparing.settle(turn)
    _watch_stock(turn)
    _count_stock(turn)
    return turn.mirror, tuple(turn.drafts)


def garments_on_screen(mirror: Mirror) -> frozenset[str]:
    """The variants whose stock the mirror wants to know."""
    return mirror.known.watched


def _pass_time(turn: Turn) -> None:
    quiet.pass_time(turn)
    room.forget_unconfirmed(turn)
    now, rules, away_since = turn.now.seconds, turn.rules, turn.mirror.known.away_since
    turn.requests(lambda a: a.waited(now, rules.patience, away_since))
    visit = turn.mirror.visit
    if visit is None:
        return
    if visit.parting is not None:
        if now >= visit.parting.until:
            turn.end(visit, "done")
    elif visit.empty_since is not None and now >= visit.left_at(rules):
        turn.end(visit, "left")
    elif not visit.waiting and now >= visit.idle_at(rules):
        turn.end(visit, "idle")


def _take(turn: Turn, happened: inputs.Input) -> None:
    now = turn.now.seconds
    match happened:
        case inputs.Arrived() | inputs.Left() | inputs.UnknownRead() if turn.mirror.off:
            return
        case inputs.Arrived() | inputs.Left() | inputs.ReaderHealth():
            room.sense(turn, happened)
        # A tag of another system is worn by somebody, who did not ask about it.
        case inputs.UnknownRead(by) if by is not By.UHF:
            until = now + facts.UNKNOWN_SHOWN
            turn.mirror = replace(turn.mirror, unknown_until=until, unknown_by=by)
        case inputs.Touched(touch):
            _touch(turn, touch)
        case inputs.RequestKnown(news):
            turn.requests(lambda a: a.heard(news, now) if a.request == news.request else a)
        case inputs.RequestSettled(request):
            turn.requests(lambda a: a.settled(now) if a.request == request else a)
        case inputs.RequestRefused(request):
            turn.requests(lambda a: a.refused(now) if a.request == request else a)
        case inputs.EndVisit():
            if turn.mirror.visit:
                turn.end(turn.mirror.visit, "staff")
        case _:
            # Whoever is back may answer what was asked in vain.
            asked = {} if isinstance(happened, inputs.HubKnown) else turn.mirror.asked
            known = turn.mirror.known.learn(happened, turn.now)
            turn.mirror = replace(turn.mirror, known=known, asked=asked)


def _touch(turn: Turn, touch: touches.Touch) -> None:
    visit = turn.mirror.visit
    if turn.mirror.off:
        quiet.touch(turn, touch)
        return
    if isinstance(touch, touches.Done):
        if visit:
            parting.leave(turn, visit)
        return
    if visit and visit.parting:
        _say_goodbye(turn, visit, visit.parting, touch)
        return
    first = not turn.open("touch", turn.now.seconds).touched
    turn.change(active_at=turn.now.seconds, touched=True)
    if first and turn.mirror.owned:
        turn.focus(turn.mirror.owned[-1].garment.gtin)
    _look(turn, touch)
    _serve(turn, touch)


def _say_goodbye(turn: Turn, visit: Visit, asked: Parting, touch: touches.Touch) -> None:
    """Nothing else is on the glass; it can be read in another language, and more easily."""
    turn.change(active_at=turn.now.seconds)
    match touch:
        case touches.ChooseLanguage():
            _speak(turn, touch)
        case touches.OpenAccess() | touches.CloseAccess() | touches.SetAid():
            aids.heed(turn, visit, touch, speaks=turn.rules.speaks)
    if turn.mirror.visit:
        parting.answer(turn, turn.mirror.visit, asked, touch)


def _look(turn: Turn, touch: touches.Touch) -> None:
    """What changes the page only."""
    match touch:
        case touches.ShowGarment(gtin):
            if _hangs(turn.mirror, gtin):
                turn.focus(gtin)
        case touches.Back():
            _go_back(turn)
        case touches.ShowOffer():
            _show_offer(turn, touch)
        case touches.ChooseLanguage():
            _speak(turn, touch)
        case cabin.OpenSheet(sheet):
            _open(turn, sheet)
        case cabin.CloseSheet():
            turn.change(sheet=None)
        case cabin.Compare() | cabin.CompareOther() | cabin.CompleteLook():
            _lay_out(turn, touch)
        case _:
            _read(turn, touch)


def _go_back(turn: Turn) -> None:
    """To the page before; from what is compared to the room."""
    visit = turn.mirror.visit
    if visit and visit.choice:
        turn.change(choice=besides.behind(visit.choice))
    elif visit:
        turn.change(comparing=None)


def _speak(turn: Turn, touch: touches.ChooseLanguage) -> None:
    visit = turn.mirror.visit
    if visit and touch.code in turn.rules.languages and touch.code != visit.language:
        turn.change(language=touch.code)
        using.note(turn, visit, touch)


def _open(turn: Turn, sheet: cabin.SheetName) -> None:
    """What has nothing to offer just now stays closed."""
    visit = turn.mirror.visit
    idle = {
        "help": visit is not None and calling(visit, RequestKind.HELP),
        "light": not turn.rules.scenes,
        "privacy": False,
    }
    if not idle[sheet]:
        turn.change(sheet=sheet)


def _lay_out(turn: Turn, touch: cabin.Compare | cabin.CompareOther | cabin.CompleteLook) -> None:
    """Garments of the room beside each other, or what goes with one of them beside it."""
    visit = turn.mirror.visit
    match touch:
        case cabin.Compare() if visit:
            comparing.compare(turn, visit)
        case cabin.CompareOther(side) if visit and visit.comparing:
            comparing.swap(turn, visit.comparing, side)
        case cabin.CompleteLook(gtin) if visit and _hangs(turn.mirror, gtin):
            turn.focus(gtin)
            turn.change(choice=Choice(gtin, part="with"))
            using.note(turn, visit, touches.OpenPart("with"))


def _hangs(mirror: Mirror, gtin: str) -> bool:
    return any(h.garment.gtin == gtin for h in mirror.owned)


def _read(turn: Turn, touch: touches.Touch) -> None:
    """How the page is read."""
    visit = turn.mirror.visit
    if visit and isinstance(touch, aids.Aiding):
        aids.heed(turn, visit, touch, speaks=turn.rules.speaks)
    elif visit and visit.choice and isinstance(touch, touches.Leafing):
        choice = facts.chosen(visit.choice, touch, turn.mirror.known.shelf)
        turn.change(choice=choice)
        if choice != visit.choice:
            using.note(turn, visit, touch)


def _show_offer(turn: Turn, touch: touches.ShowOffer) -> None:
    visit = turn.mirror.visit
    found = (
        besides.shown(turn.mirror.known, visit.choice, touch) if visit and visit.choice else None
    )
    if visit and found:
        turn.change(choice=found)
        turn.say(besides.viewed(touch), visit.visit)


def _serve(turn: Turn, touch: touches.Touch) -> None:
    """What others hear of."""
    match touch:
        case _ if turn.mirror.visit and isinstance(touch, aids.Aiding):
            aids.heed(turn, turn.mirror.visit, touch, speaks=turn.rules.speaks)
        case touches.NotMine(gtin):
            room.disown(turn, gtin)
        case touches.Yours(tag, yes):
            room.answer(turn, tag, yes=yes)
        case touches.AskOther(gtin, after):
            ask(turn, gtin, after)
        case touches.CancelRequest(request):
            cancel(turn, request)
        case touches.DismissRequest(request):
            turn.requests(lambda a: a.dismiss() if a.request == request else a)
        case _ if turn.mirror.visit:
            _host(turn, turn.mirror.visit, touch)


def _host(turn: Turn, visit: Visit, touch: touches.Touch) -> None:
    """What concerns the room itself, and who is to come to it."""
    match touch:
        case cabin.AskPerson(phrase):
            call(turn, visit, RequestKind.HELP, phrase)
        case cabin.AskTill():
            call(turn, visit, RequestKind.CHECKOUT)
        case cabin.Undisturb(on):
            quiet.undisturb(turn, visit, on=on)
        case cabin.TurnOff():
            quiet.turn_off(turn, visit)
        case cabin.Light(scene) if scene in turn.rules.scenes:
            turn.change(scene=scene)
            using.use(turn, visit, "lighting")


def _watch_stock(turn: Turn) -> None:
    """Follow all sisters of what hangs here or is shown, and what the open page offers."""
    mirror, now = turn.mirror, turn.now
    choice = mirror.visit.choice if mirror.visit else None
    gtins = [h.garment.gtin for h in mirror.owned] + ([choice.gtin] if choice else [])
    sisters = facts.sisters(mirror.known.shelf, gtins)
    offered = besides.followed(mirror.known, choice, mirror.asked, now.seconds)
    asked = {**dict.fromkeys(offered, now.seconds), **mirror.asked}
    known = mirror.known.watching(sisters | offered, now)
    turn.mirror = replace(mirror, known=known, asked=asked)


def _count_stock(turn: Turn) -> None:
    if visit := turn.mirror.visit:
        events = facts.newly_shown(turn.mirror.known, visit.choice, visit.shown, turn.now)
        turn.change(shown={**visit.shown, **{e.gtin: e.available for e in events}})
        for event in events:
            turn.say(event, visit.visit)
