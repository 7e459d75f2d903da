"""Asks the hub whose card was read, in a thread of its own; its code is written nowhere."""

import queue
import threading
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import requests
import structlog
from pydantic import ValidationError

from contract.customers import CustomerAnswer, CustomerAsk
from touchpoint.cards import CardAsk
from touchpoint.hubline import session_to
from touchpoint.inputs import CustomerKnown

_log = structlog.get_logger()
#: Seconds to connect, and between two bytes: a shopper waits.
_TIMEOUT = (2.0, 6.0)
_PATH = "/v1/customers"


class Asker:
    """*tell* gets the answer to each question, on the asker's thread; *ca* signed the hub's
    certificate.
    """

    def __init__(
        self,
        hub: str,
        credentials: tuple[str, str],
        ca: Path | None,
        tell: Callable[[CustomerKnown], None],
    ) -> None:
        self._url, self._tell = hub.rstrip("/") + _PATH, tell
        self._session = session_to(credentials, ca)
        self._questions: queue.SimpleQueue[CardAsk | None] = queue.SimpleQueue()
        self._down = False
        self._thread = threading.Thread(target=self._run, name="customers", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def ask(self, question: CardAsk) -> None:
        """Returns at once; from any thread."""
        self._questions.put(question)

    def stop(self) -> None:
        self._questions.put(None)
        self._thread.join(sum(_TIMEOUT))

    def _run(self) -> None:
        while self._answer_next():
            pass

    def _answer_next(self) -> bool:
        """False when no more will come. What was asked is forgotten on return."""
        question = self._questions.get()
        if question is not None:
            self._tell(self._answer(question))
        return question is not None

    def _answer(self, question: CardAsk) -> CustomerKnown:
        try:
            customer = self._post(question.code)
        except (requests.RequestException, ValidationError) as error:
            self._became(type(error).__name__)
            return CustomerKnown(question.ask, None, away=True)
        self._became("")
        return CustomerKnown(question.ask, customer)

    def _post(self, code: str) -> str | None:
        # A hub never sends a touchpoint elsewhere; a card's code goes nowhere else.
        body = CustomerAsk(code=code).model_dump_json()
        answer = self._session.post(
            self._url,
            data=body,
            headers={"Content-Type": "application/json"},
            timeout=_TIMEOUT,
            allow_redirects=False,
        )
        if answer.status_code != HTTPStatus.OK:
            raise requests.HTTPError(str(answer.status_code))
        return CustomerAnswer.model_validate_json(answer.content).customer

    def _became(self, why: str) -> None:
        """Logged once down and once back; never what was asked or answered."""
        if bool(why) != self._down:
            self._down = bool(why)
            if why:
                _log.warning("customers.down", why=why)
            else:
                _log.info("customers.back")
