"""Synthetic papers of a Vietnamese one-stop desk: typeset, signed, sealed, scanned, and listed in a manifest."""
