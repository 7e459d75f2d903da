"""Place 4: all stores together, the central journey store and its dashboard."""
