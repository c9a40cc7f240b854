"""Pictures to learn from: sources, packed sets, and samples made on the fly; `validation` has those held back."""
