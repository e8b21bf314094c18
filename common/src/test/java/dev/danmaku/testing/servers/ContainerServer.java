package dev.danmaku.testing.servers;

import com.github.dockerjava.api.DockerClient;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server in a container, for machines that have a Docker engine but not the server. */
final class ContainerServer implements ServerHost {
    private static final int STOP_GRACE_SECONDS = 20;

    private final GenericContainer<?> container;
    private final List<String> tool;
    private final int port;

    /** @param port inside the container; outside it is a free one that a restart keeps */
    ContainerServer(
            String image,
            int port,
            Map<String, String> environment,
            List<String> command,
            List<String> tool) {
        this.port = FreePorts.next();
        this.tool = tool;
        this.container = new GenericContainer<>(DockerImageName.parse(image))
                .withEnv(environment)
                .withExposedPorts(port);
        if (!command.isEmpty()) {
            container.withCommand(command.toArray(String[]::new));
        }
        container.setPortBindings(List.of("127.0.0.1:%d:%d".formatted(this.port, port)));
    }

    static boolean possible() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() {
        if (container.getContainerId() == null) {
            container.start();
        } else {
            docker().startContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public boolean running() {
        return container.getContainerId() != null && container.isRunning();
    }

    @Override
    public void stop() {
        if (running()) {
            docker().stopContainerCmd(container.getContainerId())
                    .withTimeout(STOP_GRACE_SECONDS)
                    .exec();
        }
    }

    @Override
    public void kill() {
        if (running()) {
            docker().killContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public void pause() {
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void resume() {
        docker().unpauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public String tool(String... arguments) {
        var command = new ArrayList<>(tool);
        command.addAll(List.of(arguments));
        try {
            var result = container.execInContainer(command.toArray(String[]::new));
            if (result.getExitCode() != 0) {
                throw new IllegalStateException("%s failed: %s%s"
                        .formatted(command, result.getStdout(), result.getStderr()));
            }
            return result.getStdout();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }

    @Override
    public String log() {
        return container.getContainerId() == null ? "it was never started" : container.getLogs();
    }

    @Override
    public void close() {
        container.stop();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }
}
