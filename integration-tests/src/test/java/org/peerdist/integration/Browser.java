package org.peerdist.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Chromium without a window, driven by WebDriver, which is HTTP. For one thread. */
final class Browser implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final URI base;
  private String session;

  private Browser(Process driver, int port) {
    this.driver = driver;
    this.base = URI.create("http://127.0.0.1:" + port);
  }

  /** Whether there is one on this machine. */
  static boolean isInstalled() {
    return onPath("chromedriver").isPresent() && onPath("chromium").isPresent();
  }

  private static Optional<Path> onPath(String name) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it.
   *
   * @param profile an empty folder
   */
  static Browser start(Path profile) throws Exception {
    Process driver =
        new ProcessBuilder(onPath("chromedriver").orElseThrow().toString(), "--port=0")
            .redirectErrorStream(true)
            .start();
    Browser browser = new Browser(driver, port(driver));
    try {
      browser.session = browser.call("POST", "/session", wanted(profile)).get("sessionId").asText();
      return browser;
    } catch (IOException | InterruptedException | RuntimeException e) {
      browser.close();
      throw e;
    }
  }

  private static int port(Process driver) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        return Integer.parseInt(started.group(1));
      }
    }
    throw new IOException("chromedriver does not start");
  }

  private static ObjectNode wanted(Path profile) {
    List<String> arguments = new ArrayList<>(List.of("--headless", "--no-sandbox"));
    arguments.addAll(List.of("--disable-gpu", "--disable-quic", "--no-first-run"));
    arguments.addAll(List.of("--disable-background-networking", "--disable-component-update"));
    arguments.addAll(List.of("--disable-sync", "--user-data-dir=" + profile));
    Map<String, Object> capabilities =
        Map.of(
            "goog:chromeOptions",
            Map.of("binary", onPath("chromium").orElseThrow().toString(), "args", arguments),
            "goog:loggingPrefs",
            Map.of("browser", "ALL"));
    return JSON.valueToTree(Map.of("capabilities", Map.of("alwaysMatch", capabilities)));
  }

  private JsonNode call(String method, String path, Object body)
      throws IOException, InterruptedException {
    String text = body == null ? "" : JSON.writeValueAsString(body);
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(LONG)
            .method(method, BodyPublishers.ofString(text))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    JsonNode value = JSON.readTree(answer.body()).get("value");
    if (answer.statusCode() != 200) {
      throw new IOException(method + " " + path + ": " + value);
    }
    return value;
  }

  private JsonNode inSession(String path, Object body) throws IOException, InterruptedException {
    return call("POST", "/session/" + session + path, body);
  }

  /** Opens a page in a window of a size. */
  void open(String url, int width, int height) throws Exception {
    inSession("/window/rect", Map.of("width", width, "height", height));
    inSession("/url", Map.of("url", url));
  }

  /** Waits until something is there that a selector matches. */
  void await(String selector) throws Exception {
    inSession("/timeouts", Map.of("script", LONG.toMillis()));
    String script =
        """
        const [selector, done] = arguments;
        const look = () => document.querySelector(selector) && done(true);
        new MutationObserver(look).observe(document, { childList: true, subtree: true });
        look();
        """;
    inSession("/execute/async", Map.of("script", script, "args", List.of(selector)));
  }

  /** What a script returns. */
  JsonNode run(String script) throws Exception {
    return inSession("/execute/sync", Map.of("script", script, "args", List.of()));
  }

  /** What the console says since the last call. */
  List<String> console() throws Exception {
    List<String> lines = new ArrayList<>();
    for (JsonNode entry : inSession("/se/log", Map.of("type", "browser"))) {
      lines.add(entry.get("level").asText() + " " + entry.get("message").asText());
    }
    return lines;
  }

  @Override
  public void close() {
    try {
      if (session != null) {
        call("DELETE", "/session/" + session, null);
      }
    } catch (IOException e) {
      // Its end is certain anyway.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      driver.descendants().forEach(ProcessHandle::destroyForcibly);
      driver.destroyForcibly().onExit().join();
    }
  }
}
