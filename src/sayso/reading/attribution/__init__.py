"""Attributions read by the model: cues, and for every cue its source and content."""
