"""The project folder: documents, storage, and what is done with both."""
