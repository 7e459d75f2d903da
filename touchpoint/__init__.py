"""What every Pi screen has in common: readers, presence, uplink, catalogue and words."""
