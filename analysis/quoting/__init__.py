"""What quotations rest on: marks, cues, contents, speakers."""
