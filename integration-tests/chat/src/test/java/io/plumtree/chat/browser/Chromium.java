package io.plumtree.chat.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The browser that {@code install-browser} found: nothing is downloaded, no profile is used, and it has no window. */
final class Chromium {

    private static final Path FOUND = Path.of(System.getProperty("browser.directory", "target/browser"));
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Chromium() {
    }

    /** @return why there is no browser, if there is none */
    static Optional<String> missing() {
        if (Files.exists(FOUND.resolve("chromium"))) {
            return Optional.empty();
        }
        return Optional.of(Files.exists(FOUND.resolve("missing")) ? text("missing") : "install-browser was not run");
    }

    /** @param profile an empty directory */
    static ChromeDriver start(Path profile, int width, int height) {
        ChromeOptions options = new ChromeOptions().setBinary(text("chromium"));
        options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--user-data-dir=" + profile.toAbsolutePath(),
                "--window-size=" + width + "," + height);
        ChromeDriver driver = new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(new File(text("chromedriver"))).build(), options);
        driver.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
        // The size of the window is that of its frame, too.
        screen(driver, width, height);
        return driver;
    }

    static void screen(ChromeDriver driver, int width, int height) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    static void dark(ChromeDriver driver, boolean dark) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features",
                new Object[] { Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light") }));
    }

    private static String text(String file) {
        try {
            return Files.readString(FOUND.resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
