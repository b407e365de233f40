"""Design tokens and languages to the wordless parts of a DOCX: styles, numbering, faces, colours."""
