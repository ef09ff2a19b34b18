"""The command line: thin commands over the services, and what they print."""
