FROM python:3.11-slim
RUN useradd --create-home briefbot
WORKDIR /srv/briefbot
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY digests digests
COPY bot bot
RUN pip install --no-cache-dir -c constraints.txt '.[postgres]'
COPY config config
USER briefbot
ENTRYPOINT ["briefbot"]
CMD ["run"]
