"""A network of stores over months, made up but believable, put into head office at once."""
