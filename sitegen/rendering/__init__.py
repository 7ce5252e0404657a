"""The parts of the renderer: tokens, the names that markup sees, the head, and the files beside the pages."""
