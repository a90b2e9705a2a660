package dev.rapport.kit.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says where a JSON body is wrong without repeating any of it and without naming a class: the path of the field, or line and column
 * where it is no JSON at all.
 */
final class MalformedBody {

    private static final int LONGEST_LIST = 20;

    private MalformedBody() {}

    static Problem problemOf(JacksonException unreadable) {
        if (!(unreadable instanceof JsonMappingException binding)) {
            return notJson(unreadable.getLocation());
        }
        if (binding.getPath().isEmpty() && binding.getCause() instanceof JacksonException inner && inner != binding) {
            return problemOf(inner);
        }
        String path = path(binding.getPath());
        // A record that refuses in its compact constructor with a problem of ours says best what is wrong with it.
        if (binding.getCause() instanceof ProblemException refused) {
            return below(path, refused.problem());
        }
        String message = message(binding);
        if (path.isEmpty()) {
            return Problem.of(CommonProblem.MALFORMED_BODY, "The body " + message + ".");
        }
        return Problem.of(CommonProblem.MALFORMED_BODY, "The field " + path + " " + message + ".")
                .violation(Violation.ofField(path, message));
    }

    private static Problem notJson(@Nullable JsonLocation at) {
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return Problem.of(CommonProblem.MALFORMED_BODY, "It is no JSON" + where + ".");
    }

    private static Problem below(String path, Problem problem) {
        if (path.isEmpty()) {
            return problem;
        }
        return problem.violations(problem.violations().stream()
                .map(v ->
                        v.field() == null ? v : new Violation(path + "." + v.field(), v.span(), v.rule(), v.message()))
                .toList());
    }

    private static String message(JsonMappingException binding) {
        return switch (binding) {
            case UnrecognizedPropertyException _ -> "is unknown";
            case InvalidFormatException format
            when format.getTargetType() != null && format.getTargetType().isEnum() ->
                "is none of " + constants(format.getTargetType());
            default ->
                binding.getCause() instanceof IllegalArgumentException refused
                        ? reason(refused.getMessage())
                        : "is missing or not of the type it should be";
        };
    }

    private static String constants(Class<?> type) {
        Object[] all = type.getEnumConstants();
        return Arrays.stream(all).limit(LONGEST_LIST).map(Object::toString).collect(Collectors.joining(", "));
    }

    /** A message of one of our own records; whatever looks like a class name or runs long is kept back. */
    private static String reason(@Nullable String message) {
        boolean plain = message != null && message.length() <= 160 && !message.matches("(?s).*\\w\\.\\w+\\.\\w.*");
        return plain ? "is not acceptable: " + message : "is not acceptable";
    }

    private static String path(List<JsonMappingException.Reference> references) {
        var path = new StringBuilder();
        for (var reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }
}
