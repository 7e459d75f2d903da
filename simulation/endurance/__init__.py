"""An NFC reader endures years of shop in minutes: a simulated chip, in virtual time."""
