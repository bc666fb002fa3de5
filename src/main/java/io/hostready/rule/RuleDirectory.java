package io.hostready.rule;

/**
 * A directory of rules and packs: {@code <topic>/<id>.yaml} and {@code packs/<pack>.yaml}.
 *
 * @param path the directory, absolute
 * @param label the prefix of its files in messages and reports, such as "rules"
 * @param shipped whether it is part of the program; other directories belong to the user
 */
public record RuleDirectory(String path, String label, boolean shipped) {}
