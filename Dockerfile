# Two stages: the first installs the hashed lock, the second holds only what runs.
FROM python:3.11-slim-bookworm AS builder
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.txt /
RUN /venv/bin/pip install --require-hashes -r /requirements.txt

WORKDIR /kuulolla
COPY . .
RUN /venv/bin/python -m compileall -q .

FROM python:3.11-slim-bookworm
# The analyser that masking prefers: faster than its replacement from PyPI, and 200 MB less memory.
RUN apt-get update && apt-get install --yes --no-install-recommends libvoikko1 voikko-fi && \
    rm -rf /var/lib/apt/lists/*
LABEL org.opencontainers.image.title="Kuulolla" \
      org.opencontainers.image.licenses="EUPL-1.2"

# Numbers, not names, so that an orchestrator can see that they are not root. The folders' groups
# say which part may read what the clock writes there (docs/decisions/0008).
ARG KUULOLLA_UID=10001 KUULOLLA_CHAT=10002 KUULOLLA_CONSOLE=10003
RUN install --directory --owner "$KUULOLLA_UID" --group "$KUULOLLA_CHAT" --mode 0750 /data && \
    install --directory --owner "$KUULOLLA_UID" --group "$KUULOLLA_UID" --mode 0700 /opening && \
    install --directory --owner "$KUULOLLA_UID" --group "$KUULOLLA_CONSOLE" --mode 0750 /codes
COPY --from=builder /venv /venv
COPY --from=builder /kuulolla /kuulolla
ENV PATH=/venv/bin:$PATH \
    PYTHONPATH=/kuulolla \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    KUULOLLA_DATA=/data \
    KUULOLLA_HOST=0.0.0.0 \
    KUULOLLA_PORT=8600
USER $KUULOLLA_UID:$KUULOLLA_UID
WORKDIR /
VOLUME /data
EXPOSE 8600

# The host header is one that the pages accept whatever KUULOLLA_PUBLIC_URL says.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:' + os.environ['KUULOLLA_PORT'] + '/healthz', headers={'Host': 'localhost'}), timeout=4)"]

# Exec form, so that the stop signal reaches the program and open answers are finished first.
ENTRYPOINT ["python", "-P", "-m", "app"]
CMD ["run"]
