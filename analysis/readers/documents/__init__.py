"""Documents of office programs and PDF: one document, one article."""
