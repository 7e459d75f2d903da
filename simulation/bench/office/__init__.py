"""Head office under load: what comes in, what is asked, and both at once."""
