"""The recurrent networks and their checkpoints. They keep no session state."""
