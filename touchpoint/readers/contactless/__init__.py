"""The one place that knows nfcpy: a PN532 on a serial line, its field, and the tag in it."""

from touchpoint.readers.contactless.chip import Contactless, Content

__all__ = ["Contactless", "Content"]
