"""Fitting what ships in `data/`, in torch. Imported by nothing but `make fit`."""
