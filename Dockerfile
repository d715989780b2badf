# Build: the SDK image restores with the committed lock files and builds gateway and worker.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY eng eng
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/Abstractions/*.csproj src/Abstractions/packages.lock.json src/Abstractions/
COPY src/Mime/*.csproj src/Mime/packages.lock.json src/Mime/
COPY src/Sanitizers/*.csproj src/Sanitizers/packages.lock.json src/Sanitizers/
COPY src/Worker/*.csproj src/Worker/packages.lock.json src/Worker/
COPY src/Portal/*.csproj src/Portal/packages.lock.json src/Portal/
COPY src/Gateway/*.csproj src/Gateway/packages.lock.json src/Gateway/
RUN CI=true dotnet restore src/Gateway
COPY src src
COPY samples samples
RUN dotnet build src/Gateway -c Release --no-restore

# Run: non-root, nothing but two volumes is written. The master key has a volume of its own, so that no backup of the store holds it.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update && apt-get install -y --no-install-recommends libsqlite3-0 libvips42 libarchive13 libzbar0 poppler-utils poppler-data fonts-ipafont-gothic && rm -rf /var/lib/apt/lists/* \
 && mkdir -p /var/lib/mugai /var/lib/mugai-key /etc/mugai && chown "$APP_UID" /var/lib/mugai /var/lib/mugai-key
COPY --from=build /source/artifacts/bin/Gateway/release /opt/mugai
ENV MUGAI__STORAGE__PATH=/var/lib/mugai \
    MUGAI__STORAGE__MASTERKEYFILE=/var/lib/mugai-key/master.key \
    MUGAI__SMTP__LISTEN=0.0.0.0:2525 \
    MUGAI__PORTAL__LISTEN=http://0.0.0.0:8080 \
    MUGAI__DELIVERY__NEXTHOP=maildir:/var/lib/mugai/clean \
    DOTNET_EnableDiagnostics=0
USER $APP_UID
WORKDIR /etc/mugai
VOLUME ["/var/lib/mugai", "/var/lib/mugai-key"]
EXPOSE 2525 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["/opt/mugai/mugai", "health"]
ENTRYPOINT ["/opt/mugai/mugai"]
CMD ["serve"]
