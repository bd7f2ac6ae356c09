package io.plumtree.chat.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

import io.plumtree.chat.Eventually;

/** The page of one node as a reader sees it. */
final class ChatPage implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ChromeDriver driver;

    private ChatPage(ChromeDriver driver) {
        this.driver = driver;
    }

    static ChatPage open(URI page, Path profile) {
        ChromeDriver driver = Chromium.start(profile, 1280, 800);
        try {
            driver.get(page.toString());
            return new ChatPage(driver);
        } catch (RuntimeException e) {
            driver.quit();
            throw e;
        }
    }

    /** @return the nodes in the picture and their states, in words: {@code alive}, {@code isolated} and so on */
    Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        texts("[...document.querySelector('plumtree-tree').shadowRoot.querySelectorAll('li')]"
                + ".map(node => node.dataset.node + ' ' + node.dataset.state)")
                .forEach(text -> states.put(text.split(" ")[0], text.split(" ")[1]));
        return states;
    }

    /** @return the links of a kind, {@code eager}, {@code lazy} or {@code cut}, each as {@code from to} */
    List<String> links(String kind) {
        return texts("document.querySelector('plumtree-tree').picture.links.filter(link => link.kind === '" + kind
                + "').map(link => link.from + ' ' + link.to)");
    }

    /** @return the lines of the topic that is open */
    List<String> lines() {
        return texts("[...document.querySelectorAll('#lines .text')].map(line => line.textContent)");
    }

    /** @return the log of events, as text */
    List<String> events() {
        return texts("[...document.querySelectorAll('#events li')].map(event => event.textContent)");
    }

    /** @return what the page says of its last message: how far it came, and how long that took */
    String last() {
        return driver.findElement(By.id("last")).getText();
    }

    /** @return a node's row of the table, as text */
    String row(String node) {
        return driver.findElement(By.cssSelector("#nodes tr[data-key='" + node + "']")).getText();
    }

    /** @return the node whose links stand out, or nothing */
    List<String> picked() {
        return texts("[...document.querySelectorAll('#nodes tr.picked')].map(row => row.dataset.key)");
    }

    void say(String text) {
        driver.findElement(By.id("text")).sendKeys(text, Keys.ENTER);
    }

    /** Presses a button in the row of a node, as soon as it is there: each page asks for faults in its own time. */
    void press(String node, String button) {
        Eventually.get(() -> (Boolean) driver.executeScript("""
                const row = document.querySelector(`#nodes tr[data-key="${arguments[0]}"]`);
                const found = [...row.querySelectorAll('button')].find(button => button.textContent === arguments[1]);
                found?.click();
                return Boolean(found);""", node, button), pressed -> pressed);
    }

    /** Presses a button that is there once. */
    void press(String id) {
        driver.findElement(By.id(id)).click();
    }

    /** Asks for the way of a line. */
    void askForTheWayOf(String line) {
        driver.findElement(By.xpath("//ol[@id='lines']/li[span/span[text()='" + line + "']]/button")).click();
    }

    /** @return what it says of the message or the node that was asked about */
    String why() {
        return driver.findElement(By.id("why")).getText();
    }

    /** Types into the tree, as who has no mouse does. */
    void typeIntoTree(Keys... keys) {
        WebElement tree = (WebElement) driver.executeScript(
                "const list = document.querySelector('plumtree-tree').shadowRoot.querySelector('ul'); list.focus(); return list");
        tree.sendKeys(keys);
    }

    /** Takes a picture of the page, for people to look at. */
    void screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void dark(boolean dark) {
        Chromium.dark(driver, dark);
    }

    void screen(int width, int height) {
        Chromium.screen(driver, width, height);
    }

    /** @return whether there is something to the right of the screen */
    boolean overflows() {
        return (Boolean) driver.executeScript("return document.documentElement.scrollWidth > innerWidth");
    }

    @SuppressWarnings("unchecked")
    private List<String> texts(String script) {
        return (List<String>) driver.executeScript("return " + script);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
