"""Nouns: frozen dataclasses and enums that every other part speaks in.

Standard library only; no clock, no input or output. Times are aware UTC `datetime`s, days are `date`s, lengths of time
are `timedelta`s, scores are floats in 0..1. A type stands for one moment of a thing's life: a `ClaimDraft` has no slug
yet, a `Claim` always has.
"""
