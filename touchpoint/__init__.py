"""What every Pi screen has in common: readers, presence, the uplink, the local catalogue and the words."""
