"""A busy shift: thirty phones open on the staff app, and more requests than any store has."""
