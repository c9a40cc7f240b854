"""Matching the regions of neighbouring drawings: samples, training, figures, export."""
