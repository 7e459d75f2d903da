"""RAIN RFID over LLRP 1.0.1: a pure codec and session, and one class that owns the socket."""
