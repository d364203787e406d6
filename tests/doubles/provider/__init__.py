"""A provider of our own, strict about what it is sent: OpenAI's and Gemini's wire over real HTTP, with every way to fail."""
