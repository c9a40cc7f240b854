"""What is round the plugin: Krita, its documents, layers and files, and the Qt it runs with. Knows no other room."""
