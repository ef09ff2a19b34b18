"""What the machine gives: folders, and where our own files lie."""
