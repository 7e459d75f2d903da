"""The rules file of Mosquitto's dynamic security, before the broker starts: one admin, no other."""

import base64
import hashlib
import json

ADMIN_ROLE = "admin"
_ITERATIONS = 20_000


def first_rules(template: str, username: str, password: str, salt: bytes) -> str:
    """*template* (config/mosquitto/dynamic-security.json) with the admin as its only client.

    *salt* is 12 random bytes. Everything else is then done over the bus; the broker keeps the file.
    """
    rules = json.loads(template)
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _ITERATIONS)
    rules["clients"] = [
        {
            "username": username,
            "roles": [{"rolename": ADMIN_ROLE}],
            "password": base64.b64encode(key).decode(),
            "salt": base64.b64encode(salt).decode(),
            "iterations": _ITERATIONS,
        }
    ]
    return json.dumps(rules, indent=1)
