"""What the NDEF message on a tag says, and the message that names a garment; pure."""

import ndef

from contract.gs1 import MAX_LINK

#: No garment's message is longer; what follows it is read by nobody.
MAX_MESSAGE = 8 * 1024
_POSTER = "urn:nfc:wkt:Sp"
_KNOWN: dict[str, type] = {
    "urn:nfc:wkt:U": ndef.UriRecord,
    "urn:nfc:wkt:T": ndef.TextRecord,
}


def value_of(message: bytes) -> str | None:
    """The first web address in *message*, else its first text, else nothing of use.

    Any bytes are borne: what cannot be a garment's (another scheme, too long, not to be printed,
    not decodable) is as good as nothing.
    """
    outer = _decoded(message[:MAX_MESSAGE])
    # A smart poster is a message of its own inside a record; posters inside it are nobody's.
    records = [r for o in outer for r in (_decoded(o.data) if o.type == _POSTER else [o])]
    links = [r.iri for r in records if isinstance(r, ndef.UriRecord)]
    texts = [r.text for r in records if isinstance(r, ndef.TextRecord)]
    found = [link for link in links if link.lower().startswith(("http://", "https://"))]
    return next((text.strip() for text in [*found, *texts] if _is_usable(text.strip())), None)


def message_of(link: str) -> bytes:
    """The NDEF message with one URI record that says *link*."""
    return b"".join(ndef.message_encoder([ndef.UriRecord(link)]))


def _decoded(message: bytes) -> list[ndef.Record]:
    """The records before the first that is broken."""
    records: list[ndef.Record] = []
    try:
        for record in ndef.message_decoder(message, errors="relax", known_types=_KNOWN):
            records.append(record)  # noqa: PERF402 - what came before an error counts
    except (ndef.DecodeError, ValueError, TypeError, LookupError):
        # ndeflib promises DecodeError; a text that is no UTF-16, or no ASCII, is something else.
        pass
    return records


def _is_usable(text: str) -> bool:
    return 0 < len(text) <= MAX_LINK and text.isprintable()
