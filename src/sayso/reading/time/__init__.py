"""Time expressions: found, normalised to TIMEX3 and anchored."""
