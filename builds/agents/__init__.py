"""The five agents: pure Python over ``sitegen``. They know neither Django nor Celery."""
