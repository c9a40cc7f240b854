"""What can be learned: each task says where its samples come from and how wrong an answer is."""
