"""What is done to head office as a whole: its journeys moved, saved, restored, let go."""
