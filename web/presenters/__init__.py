"""What the pages show, prepared for their templates; each page has a module of its own here."""
