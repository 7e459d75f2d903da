"""Sign-in through the house's own identity provider, by OpenID Connect."""
