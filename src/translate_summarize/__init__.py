"""Read French articles in English: a translation, a brief and a side-by-side document, offline."""
