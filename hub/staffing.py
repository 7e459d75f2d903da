"""The people who are here, with what is known of them for routing."""

from collections.abc import Iterable, Mapping

from hub.access import Access
from hub.attendance import Attendance
from hub.roster import Colleague, Roster
from hub.store import QUERIES, Database


class Staffing:
    """*zones* names the places of each zone of the store. Usable from every thread."""

    def __init__(
        self,
        db: Database,
        access: Access,
        attendance: Attendance,
        zones: Mapping[str, Iterable[str]],
    ) -> None:
        self._db = db
        self._access = access
        self._attendance = attendance
        self._zones = {place: zone for zone, places in zones.items() for place in places}

    def roster(self) -> Roster:
        here = self._attendance.present()
        return Roster(
            present=self._colleagues(here) if here else (),
            zones=self._zones,
            screens=self._attendance.screens(),
            known=self._attendance.known,
        )

    def put(self, associate: str, languages: Iterable[str], zones: Iterable[str]) -> None:
        """What is known of a person from now on."""
        words = {"languages": " ".join(languages), "zones": " ".join(zones)}
        with self._db.transaction() as tx:
            QUERIES.put_person(tx, associate=associate, **words)

    def _colleagues(self, here: Iterable[str]) -> tuple[Colleague, ...]:
        with self._db.read() as rx:
            known = {row.associate: row for row in QUERIES.people(rx)}
        present = set(here)

        def words(associate: str, column: str) -> frozenset[str]:
            row = known.get(associate)
            return frozenset(getattr(row, column).split()) if row else frozenset()

        return tuple(
            Colleague(
                person.associate,
                person.manager,
                words(person.associate, "languages"),
                words(person.associate, "zones"),
            )
            for person in self._access.associates()
            if person.associate in present
        )
