"""The kiosk on the shop floor: a garment is tapped and its page is there."""
