"""The rules of the field, pure: no clock, no file, no SQL, no Qt."""
