# The image of Heal, from target/heal.jar (./mvnw package). The base is any glibc image with a JRE 25 on its PATH.
# In production name it by its digest: --build-arg BASE=eclipse-temurin:25-jre@sha256:…
ARG BASE=eclipse-temurin:25-jre

FROM ${BASE} AS layers
WORKDIR /build
COPY target/heal.jar heal.jar
RUN java -Djarmode=tools -jar heal.jar extract --layers --destination layers

FROM ${BASE}
WORKDIR /opt/heal
COPY --from=layers /build/layers/dependencies/ ./
COPY --from=layers /build/layers/spring-boot-loader/ ./
COPY --from=layers /build/layers/snapshot-dependencies/ ./
COPY --from=layers /build/layers/application/ ./
COPY src/main/docker/jvm.options src/main/docker/train ./
COPY --chmod=755 src/main/docker/heal src/main/dist/kubectl-heal /usr/local/bin/
# Java goes on without the cache where it does not fit: another JVM, or the jar at another path.
RUN sh train /opt/heal
USER 10001:10001
WORKDIR /tmp
EXPOSE 8080 8081
ENTRYPOINT ["/usr/local/bin/heal"]
