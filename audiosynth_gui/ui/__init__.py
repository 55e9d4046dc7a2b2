"""The window. Shows what the controllers say; owns no sound and no network."""
