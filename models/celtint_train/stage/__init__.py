"""What *Stage* draws with: objects of openly licensed sets as flat vector parts, and words that find them."""
