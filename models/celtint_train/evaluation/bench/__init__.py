"""`celtint bench colour`: flats, real art, time and memory, fine-tuning."""
