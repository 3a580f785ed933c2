"""Attributions: cues, and for every cue its source and content; the model's, corrected by the marks on the page."""
