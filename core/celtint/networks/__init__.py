"""Networks: what is known of one, how it is run, and what it proposes."""
