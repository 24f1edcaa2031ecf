# The program alone: no shell, no package manager, not root.
#
#   docker build -t talimat-plan .
#   docker run --rm -v "$PWD:/plan" talimat-plan forecast scenario.yaml
#
# Revisions (git:REV) need git, which this image does not have.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /talimat-plan ./cmd/talimat-plan

FROM scratch
COPY --from=build /src/LICENSE /src/THIRD_PARTY_NOTICES /licenses/
COPY --from=build /talimat-plan /talimat-plan
USER 65532:65532
WORKDIR /plan
ENTRYPOINT ["/talimat-plan"]
