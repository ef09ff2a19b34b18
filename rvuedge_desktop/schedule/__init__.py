"""Published schedule files: read them into rates and findings."""
