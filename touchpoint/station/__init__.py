"""A touchpoint without a screen: one reader, whose sightings the screens of its zone share."""
