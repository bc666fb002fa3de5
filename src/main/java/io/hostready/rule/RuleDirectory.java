package io.hostready.rule;

/**
 * A directory of rules and packs: {@code <topic>/<id>.yaml} and {@code packs/<pack>.yaml}.
 *
 * @param path the directory, absolute
 * @param label how its files are called in messages and reports, such as "rules"
 * @param shipped whether it came with the program; the other directories are the user's
 */
public record RuleDirectory(String path, String label, boolean shipped) {}
