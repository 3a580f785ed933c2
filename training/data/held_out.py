"""Which training documents are kept for calibration: no step of training sees them, no score is published of them."""

import hashlib


def is_held_out(name: str, share: float) -> bool:
    """Return whether the training document `name` (`corpus/document`) is among the `share` kept for calibration."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) / 16**8 < share
