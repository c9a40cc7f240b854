"""What the section measured on the state at 8bf060c, before shots were worked on: kept, to see what that brought.

Measured by `celtint bench sequence --only shots --art FOLDER`."""

SCORES = {
    "consecutive": "87.9% / 94.7%",
    "1–3": "88.1% / 97.5%",
    "4–6": "82.0% / 94.1%",
    "7–9": "77.7% / 93.4%",
    "10–12": "79.0% / 90.2%",
    "one key, 12 drawings": "81.7% / 93.8%",
    "acting": "85.9% / 96.6%",
    "crossing": "79.5% / 94.5%",
    "camera": "79.8% / 90.3%",
    "after a cut": "47.0% / 46.1%",
    "art set's figures": "78.0% / 85.1%",
    "drawn by hand": "96.3% / 99.4%",
}
"""Acc-Thres / Pix-F-Acc by setting."""
FAULTS = {"inherited": 0.095, "newcomer": 0.002, "new mistake": 0.097}
"""Share of all regions that were asked."""
UNSURE = "79.9% / 21.3%"
"""Wrong marked / right marked."""
SEEN = "75.8%"
"""Of the figures' pixels, one key."""
