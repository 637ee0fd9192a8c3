"""What cleaning rests on: patterns of furniture, and sub-headings glued to a sentence."""
