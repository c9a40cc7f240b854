"""`celtint bench stage`: pictures made from boxes with names, measured over layouts that nothing was chosen on."""
