package dev.rapport.kit.openapi;

import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemType;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;

/** Lists in the document what a service refuses beyond what any does: code, status, title and rule of each of its problems. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ProblemsOfService implements OASFilter {

    /** The document's extension. */
    public static final String EXTENSION = "x-rapport-problems";

    private final List<Map<String, Object>> problems = new ArrayList<>();

    /** @param index the classes of the service */
    public ProblemsOfService(IndexView index) {
        index.getAllKnownImplementations(ProblemType.class).stream()
                .filter(ClassInfo::isEnum)
                .map(type -> type.name().toString())
                .filter(name -> !name.equals(CommonProblem.class.getName()))
                .flatMap(name -> constants(name).stream())
                .sorted(Comparator.comparing(ProblemType::name))
                .forEach(problem -> problems.add(described(problem)));
    }

    private static List<ProblemType> constants(String enumName) {
        try {
            ClassLoader ofBuild = Thread.currentThread().getContextClassLoader();
            Class<?> type = Class.forName(enumName, true, ofBuild);
            var found = new ArrayList<ProblemType>();
            for (Object constant : type.getEnumConstants()) {
                found.add((ProblemType) constant);
            }
            return found;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the build has " + enumName + " in its index and not on its class path", e);
        }
    }

    private static Map<String, Object> described(ProblemType problem) {
        var described = new LinkedHashMap<String, Object>();
        described.put("code", problem.name());
        described.put("status", problem.status());
        described.put("title", problem.title());
        String rule = problem.rule();
        if (rule != null) {
            described.put("rule", rule);
        }
        return described;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.addExtension(EXTENSION, problems);
    }
}
