"""A RAIN RFID reader without hardware: it speaks LLRP 1.0.1 over TCP, below every driver."""
