"""What must not enter the repository: state secrets, personal data that would be published, and dangerous attachments.

Files are looked at as bytes, each once: what no document would show (comments, properties, hidden text) counts too.
"""
