"""What loading rests on: kinds of files, folders, dates, mark-up, saved pages."""
