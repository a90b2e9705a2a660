package dev.rapport.message.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Agents as facts name them. The issuer of tokens chooses subjects freely, the event contract has a form for ids. */
public final class AgentIds {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:~-]{1,64}");
    private static final int HEX_DIGITS = 32;

    private AgentIds() {}

    /** The subject itself where it has the form of an id, else a name that is always the same for it. */
    public static String of(String subject) {
        if (ID.matcher(subject).matches()) {
            return subject;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(subject.getBytes(StandardCharsets.UTF_8));
            return "sub~" + HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
