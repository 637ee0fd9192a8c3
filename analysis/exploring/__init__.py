"""What the explorer rests on: its controls, the selection they make, a word list of one's own."""
