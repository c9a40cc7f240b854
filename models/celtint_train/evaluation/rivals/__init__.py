"""Who celtint is measured beside: other tools and other people's algorithms."""
