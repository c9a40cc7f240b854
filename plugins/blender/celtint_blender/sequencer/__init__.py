"""The Video Sequencer: strips of pictures read, sent, and added."""
