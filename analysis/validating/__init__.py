"""What the validation loop rests on: items, sheets, the form, errors, hard cases, benchmarks."""
